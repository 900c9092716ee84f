package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.extension.FilteringExtension;

/** What is live after the engine itself has failed at a change, as when nothing can be reported any more. */
class FailedChangeTest {
    private static final FilteringExtension FAILING = _ -> {
        throw new IllegalStateException("planted");
    };

    private final Engine engine = new Engine(Engine.timeOfDay(), (who, _, _) -> {
        throw new IllegalStateException("no space left for the report on " + who);
    });
    private final Cables cables = new Cables();

    FailedChangeTest() {
        engine.addAttachmentProvider(cables, Cables.PROPERTIES);
        engine.add(new InstalledExtension("failing", "1", "", FAILING));
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static SwitchSpec spec(final String name, final String... extensions) {
        final PortSpec port = new PortSpec("p", Optional.empty(), Vlan.UNTAGGED, false,
                Map.of(Cables.KIND, Map.of()), Map.of());
        return new SwitchSpec(name, SwitchType.PRIVATE, List.of(extensions), List.of(port));
    }

    private List<String> live() {
        return engine.switches().stream().map(status -> status.spec().name()).toList();
    }

    private static boolean hasThread(final String prefix) {
        final Thread[] threads = new Thread[2 * Thread.activeCount() + 64];
        final int count = Thread.currentThread().getThreadGroup().enumerate(threads);
        return Stream.of(threads).limit(count).anyMatch(thread -> thread.getName().startsWith(prefix));
    }

    @Test
    void shouldKeepAliveWhatRunsAndNothingElse() {
        engine.apply(List.of(spec("gone"), spec("stays")));
        assertThatThrownBy(() -> engine.apply(List.of(spec("added"), spec("failed", "failing"), spec("stays"))))
                .hasMessageContaining("no space left");
        assertThat(live()).containsExactlyInAnyOrder("stays", "added");
        assertThat(hasThread("switch gone") || hasThread("switch failed")).isFalse();
        assertThat(cables.at("gone", "p").isClosed()).isTrue();
        assertThat(cables.at("stays", "p").isClosed()).isFalse();

        engine.apply(List.of(spec("stays"), spec("gone"), spec("added")));
        assertThat(live()).containsExactly("stays", "gone", "added");
        assertThat(cables.attached("added", "p")).isEqualTo(1);
    }

    @Test
    void shouldEndAfterAFailureAndMoreThanOnce() {
        engine.apply(List.of(spec("gone")));
        assertThatThrownBy(() -> engine.apply(List.of(spec("failed", "failing"))))
                .hasMessageContaining("no space left");
        engine.close();
        engine.close();
        assertThat(live()).isEmpty();
    }
}
