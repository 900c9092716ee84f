package org.signalbox.fabric.lock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

class DriftTest {
    private final Map<String, LockedExtension> installed = new HashMap<>();
    private final OrderLock lock = new OrderLock(List.of(extension("a", "1", 'a'), extension("b", "1", 'b'),
            extension("c", "1", 'c')));

    @BeforeEach
    void install() {
        lock.extensions().forEach(each -> installed.put(each.id(), each));
    }

    private static LockedExtension extension(String id, String version, char digest) {
        return new LockedExtension(id, version, String.valueOf(digest).repeat(64));
    }

    /** The drift of each extension, those that do not drift left out. */
    private List<String> drift(String... enabled) {
        return Drift.of(new SwitchSpec("s", SwitchType.PRIVATE, Arrays.asList(enabled), List.of()), lock,
                id -> Optional.ofNullable(installed.get(id))).stream().filter(Drift::isDrift)
                .map(each -> each.id() + " " + each.words()).toList();
    }

    @Test
    void shouldFindNoneWhereEverythingIsAsLocked() {
        assertThat(drift("a", "b", "c")).isEmpty();
    }

    @Test
    void shouldTellWhatIsGoneReplacedOrNotEnabled() {
        installed.remove("a");
        installed.put("b", extension("b", "2", 'b'));
        installed.put("c", extension("c", "1", 'x'));
        assertThat(drift("a", "b", "c")).containsExactly("a is not installed", "b is version 2, locked is 1",
                "c has other contents than the locked 1");
        install();
        assertThat(drift("a", "c")).containsExactly("b is not enabled");
    }

    @Test
    void shouldTellAnotherOrder() {
        assertThat(drift("a", "c", "b"))
                .containsExactly("b stands below c, locked is above", "c stands above b, locked is below");
        assertThat(drift("c", "a", "b")).contains("c stands above a, locked is below");
    }

    @Test
    void shouldTellOneMore() {
        installed.put("d", extension("d", "1", 'd'));
        assertThat(drift("d", "a", "b", "c")).containsExactly("d is enabled and not in the lock");
    }
}
