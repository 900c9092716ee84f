package org.signalbox.workbench.extensions;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.Operation;
import org.signalbox.command.Result;
import org.signalbox.schema.Default;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.ViewContext;

/** What is told and offered after an upgrade has ended. */
class UpgradingTest {

    private static final String FILE = "/tmp/meter-2.0.jar";

    /** Of the made-up command. */
    public record Parameters(String path, @Default("false") boolean acceptDifferences) {
    }

    /** As the command that upgrades answers. */
    public record Row(String name, String from, String to, String state, long differences, String reason) {
    }

    /** A command that is only looked up. */
    private record Update(CommandName name) implements Operation<Parameters> {

        @Override
        public String summary() {
            return "does nothing";
        }

        @Override
        public Class<Parameters> parameters() {
            return Parameters.class;
        }

        @Override
        public List<? extends Record> execute(Parameters given) {
            return List.of();
        }

        @Override
        public String whatIf(Parameters given) {
            return "would do nothing";
        }
    }

    private final Command<?> update = new Update(CommandName.parse("Update-VMSwitchExtension"));
    private final List<Map<String, Object>> ran = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private Row answer;
    private Upgrading upgrading;

    @BeforeEach
    void make() {
        final Commands commands = (Commands) proxy(Commands.class, (method, arguments) -> switch (method) {
            case "find" -> Optional.of(update);
            case "run" -> {
                ran.add(((Invocation) arguments[0]).parameters());
                yield new Result(List.of(answer), Optional.empty(), Optional.empty(), List.of());
            }
            default -> throw new UnsupportedOperationException(method);
        });
        final ViewContext context = (ViewContext) proxy(ViewContext.class, (method, arguments) -> switch (method) {
            case "report" -> reports.add((String) arguments[0]);
            case "submit" -> {
                submit(arguments);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method);
        });
        upgrading = new Upgrading(context, new Runner(context, () -> commands),
                new JarDialog((Shell) null, Optional.empty()));
    }

    @SuppressWarnings("unchecked")
    private static void submit(Object[] arguments) throws Exception {
        ((Consumer<Object>) arguments[1]).accept(((Callable<Object>) arguments[0]).call());
    }

    /** What a called method does. */
    private interface Body {

        Object call(String method, Object[] arguments) throws Exception;
    }

    private static Object proxy(Class<?> type, Body body) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            final Object result = body.call(method.getName(), arguments);
            return method.getReturnType() == void.class ? null : result;
        });
    }

    @Test
    void shouldOfferToAcceptTheDifferencesThatAnUpgradeWasRefusedFor() {
        answer = new Row("meter", "1.0", "2.0", "refused", 12, "12 of 10000 frames differ");
        upgrading.upgrade(FILE);
        assertThat(reports)
                .containsExactly("meter stays at 1.0: 12 of 10000 frames differ. Accept takes 2.0 all the same.");
        final Cmdlet accept = upgrading.accept("meter").orElseThrow();
        assertThat(accept.parameters()).isEqualTo(Map.of("Path", FILE, "AcceptDifferences", true));
        assertThat(upgrading.accept("other")).isEmpty();
        assertThat(ran).containsExactly(Map.of("path", FILE));
    }

    @Test
    void shouldNotOfferToAcceptWhatWasRefusedForAnotherReason() {
        answer = new Row("meter", "1.0", "2.0", "refused", 0, "the new version failed");
        upgrading.upgrade(FILE);
        assertThat(reports).containsExactly("meter stays at 1.0: the new version failed.");
        assertThat(upgrading.accept("meter")).isEmpty();
    }

    @Test
    void shouldForgetARefusedVersionOnceAnotherIsTaken() {
        answer = new Row("meter", "1.0", "2.0", "refused", 12, "12 of 10000 frames differ");
        upgrading.upgrade(FILE);
        answer = new Row("meter", "1.0", "2.1", "probation", 0, "");
        upgrading.upgrade("/tmp/meter-2.1.jar");
        assertThat(upgrading.accept("meter")).isEmpty();
        assertThat(reports).hasSize(1);
    }

    @Test
    void shouldSayHowFarAnUpgradeIs() {
        final UpgradeStatus shadow =
                new UpgradeStatus("meter", "1.0", "2.0", UpgradeStatus.State.SHADOWING, 4_312, 1, List.of(), "");
        final UpgradeStatus probation =
                new UpgradeStatus("meter", "1.0", "2.0", UpgradeStatus.State.PROBATION, 10_000, 0, List.of(), "");
        final UpgradeStatus done =
                new UpgradeStatus("meter", "0.9", "1.0", UpgradeStatus.State.DONE, 10_000, 0, List.of(), "");
        assertThat(Upgrading.progress(List.of(done, shadow)))
                .contains("Upgrading meter to 2.0: 4\u202f312 frames compared, 1 difference.");
        assertThat(Upgrading.progress(List.of(probation)))
                .contains("meter 2.0 is on probation: a fault brings 1.0 back.");
        assertThat(Upgrading.progress(List.of(done))).isEmpty();
    }
}
