package org.signalbox.vswitch.engine;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import org.signalbox.vswitch.extension.Stage;

/**
 * Stages that have left their switches, and whether somebody still holds them. Those of a bundle that is gone are to be
 * gone, too. One that stays may have a stage to keep, since nothing says that it makes another each time; that it keeps
 * more and more is a leak. One thread at a time.
 */
// That an object is not collected says nothing until whatever nobody holds would have been.
final class HeldStages {
    static final long WAIT_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int TOO_MANY = 3;
    private static final int REMEMBERED = 1_000;
    private static final long ASKING_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final LongSupplier collections;
    private final Runnable collect;
    private long askedNanos;
    private final List<Departure> departures = new ArrayList<>();

    /**
     * @param stages          one for each worker
     * @param ofHome          whether their class is the bundle's own
     * @param nanos           when it was
     * @param collections     how many there had been
     */
    private record Departure(InstalledExtension.Name name, String switchName, ExtensionHome home,
            List<WeakReference<Stage>> stages, boolean ofHome, long nanos, long collections) {
        /** One that is still there, or null. */
        Stage held() {
            return stages.stream().map(WeakReference::get).filter(stage -> stage != null).findFirst().orElse(null);
        }
    }

    /** Somebody holds what left. */
    interface Found {
        void held(InstalledExtension.Name of, String switchName, String what);
    }

    /**
     * @param collections how often all that nobody holds was collected, as {@link OldCollections} count
     * @param collect     asks for it
     */
    HeldStages(final LongSupplier collections, final Runnable collect) {
        this.collections = collections;
        this.collect = collect;
    }

    /** Stages have left a switch, and are closed. */
    void left(final InstalledExtension extension, final String switchName, final List<Stage> stages, final long nanos) {
        if (stages.isEmpty() || stages.getFirst() == (Object) extension.service()) {
            return;
        }
        final ClassLoader home = extension.home().loader();
        departures.add(new Departure(extension.name(), switchName, extension.home(),
                stages.stream().map(WeakReference::new).toList(),
                home != null && stages.getFirst().getClass().getClassLoader() == home, nanos, collections.getAsLong()));
        if (departures.size() > REMEMBERED) {
            departures.removeFirst();
        }
    }

    /** Looks again. */
    void look(final long nanos, final Found found) {
        departures.removeIf(each -> each.held() == null);
        final List<Departure> due = departures.stream().filter(each -> nanos - each.nanos >= WAIT_NANOS).toList();
        final List<Departure> late = due.stream()
                .filter(each -> collections.getAsLong() - each.collections >= OldCollections.WHOLE).toList();
        if (late.size() < due.size() && nanos - askedNanos >= ASKING_NANOS) {
            askedNanos = nanos;
            collect.run();
        }
        for (final Departure each : late) {
            if (each.ofHome && each.home.isGone()) {
                found.held(each.name, each.switchName, "a stage is held "
                        + seconds(nanos - each.nanos) + " s after it left, though its bundle is gone");
            } else if (distinct(late, each) >= TOO_MANY) {
                found.held(each.name, each.switchName, distinct(late, each)
                        + " stages that it made one after another are held, the last "
                        + seconds(nanos - each.nanos) + " s after it left");
            }
        }
    }

    private static long seconds(final long nanos) {
        return TimeUnit.NANOSECONDS.toSeconds(nanos);
    }

    /** Different ones of the same extension that left the same switch. */
    private static int distinct(final List<Departure> late, final Departure like) {
        final Set<Stage> stages = Collections.newSetFromMap(new IdentityHashMap<>());
        for (final Departure each : late) {
            final Stage held = each.held();
            if (held != null && each.nanos <= like.nanos && each.name.equals(like.name)
                    && each.switchName.equals(like.switchName)) {
                stages.add(held);
            }
        }
        return stages.size();
    }
}
