package org.signalbox.fabric.lock;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.signalbox.vswitch.LockedExtension;
import org.signalbox.vswitch.OrderLock;
import org.signalbox.vswitch.SwitchSpec;

/**
 * An extension of a locked stack, locked and now.
 *
 * @param id    of the extension
 * @param place in the lock, from 1; 0 if it is not in it
 * @param locked as it was approved; empty if it was not
 * @param now   as it is; empty if it is not installed
 * @param words how the two differ, after the extension's name; empty if they do not
 */
public record Drift(String id, int place, Optional<LockedExtension> locked, Optional<LockedExtension> now,
        String words) {

    /** Every extension that a switch's lock or stack has. @param installed an extension as it is now, if it is here */
    static List<Drift> of(SwitchSpec spec, OrderLock lock, Function<String, Optional<LockedExtension>> installed) {
        final List<String> locked = lock.extensions().stream().map(LockedExtension::id).toList();
        final List<String> enabled = spec.extensions();
        final List<String> both = locked.stream().filter(enabled::contains).toList();
        final List<String> bothNow = enabled.stream().filter(locked::contains).toList();
        final List<Drift> all = new ArrayList<>();
        for (LockedExtension each : lock.extensions()) {
            final Optional<LockedExtension> now = installed.apply(each.id());
            all.add(new Drift(each.id(), all.size() + 1, Optional.of(each), now,
                    words(each, now, enabled.contains(each.id()), both.indexOf(each.id()), bothNow)));
        }
        enabled.stream().filter(id -> !locked.contains(id)).forEach(id -> all.add(
                new Drift(id, 0, Optional.empty(), installed.apply(id), "is enabled and not in the lock")));
        return all;
    }

    private static String words(LockedExtension locked, Optional<LockedExtension> now, boolean enabled, int place,
            List<String> order) {
        if (now.isEmpty()) {
            return "is not installed";
        }
        if (!now.get().version().equals(locked.version())) {
            return "is version " + now.get().version() + ", locked is " + locked.version();
        }
        if (!now.get().digest().equals(locked.digest())) {
            return "has other contents than the locked " + locked.version();
        }
        if (!enabled) {
            return "is not enabled";
        }
        final int at = order.indexOf(locked.id());
        if (at == place) {
            return "";
        }
        return at < place ? "stands above " + order.get(at + 1) + ", locked is below"
                : "stands below " + order.get(at - 1) + ", locked is above";
    }

    /** Whether there is any. */
    public boolean isDrift() {
        return !words.isEmpty();
    }
}
