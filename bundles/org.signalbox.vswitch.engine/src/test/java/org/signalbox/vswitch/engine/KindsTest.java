package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.annotation.versioning.ConsumerType;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;
import org.signalbox.vswitch.extension.StageContext;

/** Each kind of extension tries what it may not: its types do not offer it, and what it gets hold of is refused. */
class KindsTest extends StackTest {
    @TempDir
    private Path classes;

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        private Source(final String text) {
            super(URI.create("string:///Tried.java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(final boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** What the compiler has against a stage that does this in one of its calls. */
    private List<String> errors(final String kind, final String call, final String statement) throws IOException {
        final String text = "import org.signalbox.vswitch.extension.*;\n"
                + "class Tried implements " + kind + "Stage {\n"
                + ("Forwarding".equals(kind) && !call.startsWith("forward") ? "public void forward(FrameBatch frames, "
                        + "ForwardActions actions) { }\n" : "")
                + "@Override public void " + call + " { " + statement + " }\n}\n";
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        final DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        final String path = Stream.of(FrameBatch.class, MacAddress.class, ConsumerType.class)
                .map(type -> new File(type.getProtectionDomain().getCodeSource().getLocation().getPath()).getPath())
                .collect(Collectors.joining(File.pathSeparator));
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            compiler.getTask(null, files, found, List.of("-d", classes.toString(), "-classpath", path, "-proc:none"),
                    null, List.of(new Source(text))).call();
        }
        return found.getDiagnostics().stream().filter(each -> each.getKind() == Diagnostic.Kind.ERROR)
                .map(Diagnostic::getCode).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Capturing | ingress(FrameBatch frames) | frames.u8(0, 0);",
        "Capturing | originate(OriginateActions actions) | actions.send(null, 0, 60, -1, 0);",
        "Capturing | egress(FrameBatch copies) | copies.destinationPort(0);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.drop(0, 1);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.setU8(0, 0, 1);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.cloneFrame(0);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.inject(null, 0, 60, -1, 0);",
        "Filtering | egress(FrameBatch copies, EgressActions actions) | actions.drop(0, 1);",
        "Forwarding | forward(FrameBatch frames, ForwardActions actions) | actions.to(0, 1);"})
    void shouldCompileWhatAKindMayDo(final String kind, final String call, final String statement) throws IOException {
        assertThat(errors(kind, call, statement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Capturing | ingress(FrameBatch frames) | frames.drop(0, 1);",
        "Capturing | ingress(FrameBatch frames) | frames.setU8(0, 0, 1);",
        "Capturing | ingress(FrameBatch frames) | frames.cloneFrame(0);",
        "Capturing | ingress(FrameBatch frames) | ((IngressActions) frames).drop(0, 1);",
        "Capturing | ingress(FrameBatch frames, IngressActions actions) | actions.drop(0, 1);",
        "Capturing | originate(OriginateActions actions) | actions.drop(0, 1);",
        "Capturing | originate(OriginateActions actions) | ((IngressActions) actions).cloneFrame(0);",
        "Capturing | egress(FrameBatch copies, EgressActions actions) | actions.drop(0, 1);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.to(0, 1);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | actions.flood(0);",
        "Filtering | ingress(FrameBatch frames, IngressActions actions) | ((ForwardActions) actions).to(0, 1);",
        "Filtering | ingress(FrameBatch frames, ForwardActions actions) | actions.to(0, 1);",
        "Filtering | egress(FrameBatch copies, EgressActions actions) | actions.setU8(0, 0, 1);",
        "Filtering | egress(FrameBatch copies, EgressActions actions) | actions.cloneFrame(0);",
        "Filtering | egress(FrameBatch copies, EgressActions actions) | actions.inject(null, 0, 60, -1, 0);",
        "Filtering | egress(FrameBatch copies, EgressActions actions) | actions.to(0, 1);",
        "Filtering | egress(FrameBatch copies, IngressActions actions) | actions.setU8(0, 0, 1);",
        "Forwarding | forward(FrameBatch frames, ForwardActions actions) | actions.setU8(0, 0, 1);",
        "Forwarding | forward(FrameBatch frames, ForwardActions actions) | actions.cloneFrame(0);",
        "Forwarding | forward(FrameBatch frames, ForwardActions actions) | ((IngressActions) actions).cloneFrame(0);",
        "Forwarding | egress(FrameBatch copies, EgressActions actions) | actions.drop(0, 1);",
        "Forwarding | egress(FrameBatch copies, ForwardActions actions) | actions.to(0, 1);"})
    void shouldNotCompileWhatAKindMayNotDo(final String kind, final String call, final String statement)
            throws IOException {
        assertThat(errors(kind, call, statement)).isSubsetOf("compiler.err.cant.resolve.location.args",
                "compiler.err.prob.found.req", "compiler.err.method.does.not.override.superclass").isNotEmpty();
    }

    /** An extension, and a stage, that claims to be of two kinds. */
    private static final class Both implements CapturingExtension {
        private final List<String> calls = new ArrayList<>();

        private final class BothStage implements CapturingStage, FilteringStage {
            @Override
            public void ingress(final FrameBatch frames) {
                calls.add("sees");
            }

            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                calls.add("filters");
                actions.drop(frames.frame(0), 0);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                calls.add("excludes");
                actions.drop(copies.frame(0), 0);
            }
        }

        @Override
        public CapturingStage create(final StageContext context) {
            return new BothStage();
        }
    }

    @Test
    void shouldGainNothingByAStageOfTwoKinds() {
        final Both both = new Both();
        final Runs.Outcome outcome = run(three("both"), List.of(installed("both", both)), 64, broadcasts(2));
        assertThat(both.calls).containsOnly("sees");
        assertThat(outcome.deliveries()).isEqualTo(run(three(), List.of(), 64, broadcasts(2)).deliveries());
    }

    @Test
    void shouldReviveAndChangeNothingThatWasDropped() {
        final Seen after = new Seen();
        final InstalledExtension drops = filter("drops", (frames, frame, actions) ->
                actions.judge(frame, frames.timeNanos(frame) == 0 ? 0 : -1));
        final InstalledExtension revives = filter("revives", (frames, actions) -> {
            assertThat(frames.live()).isEqualTo(2);
            actions.judge(0, -1);
            actions.setDestinationMac(0, 0x0200_0000_0001L);
        }, (_, _) -> { });
        final Runs.Outcome outcome = run(three("drops", "revives", "after"),
                List.of(drops, revives, after.filtering("after")), 64, broadcasts(3));
        assertThat(after.frames).isEqualTo(2);
        assertThat(where(outcome)).noneMatch(text -> text.startsWith("0 "));
        assertThat(outcome.status().totals().dropped()).isEqualTo(1);
    }

    @Test
    void shouldRefuseAForwardingExtensionTheActionsOfOthers() {
        final AtomicReference<IngressActions> in = new AtomicReference<>();
        final AtomicReference<EgressActions> out = new AtomicReference<>();
        final AtomicReference<OriginateActions> own = new AtomicReference<>();
        final List<Boolean> refused = new ArrayList<>();
        final ForwardingExtension forwards = _ -> (frames, actions) -> {
            final int frame = frames.frame(0);
            refused.add(isRefused(() -> in.get().setU8(frame, 0, 1)));
            refused.add(isRefused(() -> in.get().cloneFrame(frame)));
            refused.add(isRefused(() -> in.get().inject(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
            refused.add(isRefused(() -> own.get().send(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)));
            if (out.get() != null) {
                refused.add(isRefused(() -> out.get().drop(0, 0)));
            }
            actions.flood(frame);
        };
        final Runs.Outcome outcome = run(three("captures", "filters", "forwards"), List.of(
                capture("captures", _ -> { }, _ -> { }, own::set),
                filter("filters", (_, actions) -> in.set(actions), (_, actions) -> out.set(actions)),
                installed("forwards", forwards)), 1, broadcasts(2));
        assertThat(refused).hasSize(9).doesNotContain(false);
        assertThat(outcome.deliveries()).isEqualTo(run(three(), List.of(), 1, broadcasts(2)).deliveries());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64})
    void shouldRefuseActionsToAnotherThreadWithinTheCall(final int batch) {
        final List<Boolean> refused = new CopyOnWriteArrayList<>();
        final ForwardingExtension forwards = _ -> (frames, actions) -> {
            for (int k = 0; k < frames.live(); k++) {
                actions.flood(frames.frame(k));
            }
            refused.add(isRefusedElsewhere(() -> actions.to(0, 1)));
            refused.add(isRefusedElsewhere(() -> actions.drop(0, 0)));
        };
        final FilteringExtension filters = _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                refused.add(isRefusedElsewhere(() -> actions.drop(0, 0)));
                refused.add(isRefusedElsewhere(() -> actions.setU8(0, 0, 1)));
                refused.add(isRefusedElsewhere(() -> actions.cloneFrame(0)));
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                refused.add(isRefusedElsewhere(() -> actions.drop(0, 0)));
            }
        };
        final SwitchSpec spec = three("captures", "filters", "forwards");
        final Runs.Outcome outcome = run(spec, List.of(capture("captures", _ -> { }, _ -> { },
                actions -> refused.add(isRefusedElsewhere(() ->
                        actions.send(bytes(Runs.frame(1, 2)), 0, 60, -1, 0)))), installed("filters", filters),
                installed("forwards", forwards)), batch, broadcasts(3));
        assertThat(refused).hasSizeGreaterThanOrEqualTo(7).doesNotContain(false);
        assertThat(outcome.deliveries()).isEqualTo(run(three(), List.of(), batch, broadcasts(3)).deliveries());
    }

    private static boolean isRefusedElsewhere(final Runnable action) {
        final AtomicReference<Boolean> refused = new AtomicReference<>(false);
        final Thread other = new Thread(() -> refused.set(isRefused(action)));
        other.start();
        try {
            other.join(10_000);
        } catch (final InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return refused.get();
    }
}
