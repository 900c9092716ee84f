package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionLeak.Kind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;

/** What an extension leaves behind is named; one that leaves nothing never is. */
@Timeout(120)
class LeakTest {
    private static final int ROUNDS = 200;
    private static final String ID = "partner";

    private final AtomicLong ahead = new AtomicLong();
    private final LongSupplier timeOfDay = Engine.timeOfDay();
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private final Engine engine = new Engine(() -> timeOfDay.getAsLong() + ahead.get(),
            (who, where, thrown) -> faults.add(who + " on " + where + ": " + thrown.getMessage()));
    private final Cables cables = new Cables();

    LeakTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    /** A bundle that a test starts and stops. */
    private static final class Home implements ExtensionHome {
        private final WeakReference<ClassLoader> loader;
        private volatile boolean stopped;
        private volatile boolean gone;

        private Home(final Extension service) {
            loader = new WeakReference<>(service.getClass().getClassLoader());
        }

        @Override
        public boolean isStopped() {
            return stopped;
        }

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public ClassLoader loader() {
            return loader.get();
        }
    }

    private static SwitchSpec spec(final String... extensions) {
        return new SwitchSpec("s", SwitchType.PRIVATE, List.of(extensions), IntStream.range(0, 3).mapToObj(index ->
                new PortSpec("p" + index, Optional.empty(), Vlan.UNTAGGED, true, Map.of(Cables.KIND, Map.of()),
                        Map.of())).toList()).withWorkers(2);
    }

    /** Enables it, sends a frame, and disables it. */
    private void enableAndDisable() {
        engine.apply(List.of(spec(ID)));
        final int before = cables.at("s", "p1").count();
        cables.at("s", "p0").send(Runs.frame(255, 1));
        Cables.await("a frame", () -> cables.at("s", "p1").count() > before);
        engine.apply(List.of(spec()));
    }

    private static InstalledExtension installed(final Extension service, final Home home) {
        return new InstalledExtension(ID, "1.0.0", "", service, home);
    }

    /** Installs it, has it used so often, and uninstalls it. */
    private WeakReference<ClassLoader> comeAndGo(final Class<? extends Extension> type, final int times) {
        final Extension service = OwnLoader.load(type);
        final Home home = new Home(service);
        engine.add(installed(service, home));
        for (int time = 0; time < times; time++) {
            enableAndDisable();
        }
        engine.removeExtension(service);
        home.stopped = true;
        home.gone = true;
        return home.loader;
    }

    private void look() {
        for (int look = 0; look < 4; look++) {
            System.gc();
            ahead.addAndGet(HeldStages.WAIT_NANOS);
            engine.look();
        }
    }

    private void endThreads() {
        Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("partner poller"))
                .forEach(Thread::interrupt);
    }

    @Test
    void shouldNameNobodyWhoLeavesNothing() {
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            loaders.add(comeAndGo(round % 2 == 0 ? Partners.Honest.class : Partners.Sharing.class, 1));
        }
        look();
        assertThat(loaders).extracting(WeakReference::get).containsOnlyNulls();
        assertThat(engine.leaks()).isEmpty();
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {Partners.Honest.class, Partners.Sharing.class})
    void shouldNameNobodyWhoStaysAndLeavesNothing(final Class<? extends Extension> type) {
        final Extension service = OwnLoader.load(type);
        engine.add(installed(service, new Home(service)));
        for (int round = 0; round < ROUNDS; round++) {
            enableAndDisable();
        }
        look();
        assertThat(engine.leaks()).isEmpty();
        assertThat(faults).isEmpty();
    }

    @Test
    void shouldNameAnExtensionWhoseStageIsHeldThoughItIsGone() {
        final Supplier<Extension> keeper = keep(OwnLoader.load(Partners.Keeping.class));
        final Home home = new Home(keeper.get());
        engine.add(installed(keeper.get(), home));
        enableAndDisable();
        engine.removeExtension(keeper.get());
        home.stopped = true;
        look();
        assertThat(engine.leaks()).as("it may be started again").isEmpty();
        home.gone = true;
        look();
        look();
        assertThat(engine.leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.extension()).isEqualTo(ID);
            assertThat(leak.version()).isEqualTo("1.0.0");
            assertThat(leak.kind()).isEqualTo(Kind.STAGE);
            assertThat(leak.what()).contains("is held").contains("though its bundle is gone");
        });
        assertThat(faults).singleElement().asString().startsWith("partner on s: a stage is held");
        assertThat(keeper.get()).isNotNull();
    }

    private static Supplier<Extension> keep(final Extension extension) {
        return () -> extension;
    }

    @Test
    void shouldNameAnExtensionThatStaysAndKeepsEveryStage() {
        final Extension service = OwnLoader.load(Partners.Keeping.class);
        engine.add(installed(service, new Home(service)));
        enableAndDisable();
        enableAndDisable();
        look();
        assertThat(engine.leaks()).as("two may be meant").isEmpty();
        enableAndDisable();
        look();
        assertThat(engine.leaks()).singleElement().extracting(ExtensionLeak::what).asString()
                .startsWith("3 stages that it made one after another are held");
        assertThat(faults).singleElement().asString().startsWith("partner on s: 3 stages");
    }

    @Test
    void shouldSayNothingBeforeEverythingWasCollected() {
        final AtomicLong collections = new AtomicLong();
        final AtomicLong asked = new AtomicLong();
        final List<String> said = new ArrayList<>();
        final LeakWatch watch = new LeakWatch((who, _, _) -> said.add(who),
                new HeldStages(collections::get, asked::incrementAndGet), _ -> false);
        final Extension service = OwnLoader.load(Partners.Keeping.class);
        final Home home = new Home(service);
        home.gone = true;
        watch.stagesLeft(installed(service, home), "s", List.of(((FilteringExtension) service).create(null)), 0);
        watch.look(HeldStages.WAIT_NANOS - 1);
        assertThat(asked).hasValue(0);
        watch.look(10 * HeldStages.WAIT_NANOS);
        watch.look(10 * HeldStages.WAIT_NANOS + 1);
        assertThat(asked).as("a collection, once a minute").hasValue(1);
        collections.set(OldCollections.WHOLE - 1);
        watch.look(10 * HeldStages.WAIT_NANOS);
        assertThat(said).isEmpty();
        collections.set(OldCollections.WHOLE);
        watch.look(HeldStages.WAIT_NANOS - 1);
        assertThat(said).isEmpty();
        watch.look(HeldStages.WAIT_NANOS);
        watch.look(HeldStages.WAIT_NANOS);
        assertThat(said).containsExactly(ID);
    }

    @ParameterizedTest
    @ValueSource(classes = {Partners.Running.class, Partners.Subclassing.class})
    void shouldNameAThreadThatOutlivesItsBundle(final Class<? extends Extension> type) {
        final Extension service = OwnLoader.load(type);
        final Home home = new Home(service);
        engine.add(installed(service, home));
        enableAndDisable();
        engine.removeExtension(service);
        look();
        assertThat(engine.leaks()).as("its bundle runs").isEmpty();
        engine.add(installed(service, home));
        engine.removeExtension(service);
        home.stopped = true;
        look();
        endThreads();
        assertThat(engine.leaks()).isNotEmpty().allSatisfy(leak -> {
            assertThat(leak.extension()).isEqualTo(ID);
            assertThat(leak.kind()).isEqualTo(Kind.THREAD);
            assertThat(leak.what()).isEqualTo("thread 'partner poller' is alive, though its bundle has stopped");
        });
        assertThat(faults).first().asString().startsWith("partner on all switches: thread 'partner poller'");
    }
}
