package org.signalbox.vswitch.engine;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * Collections that see all objects, old ones too. Without them nothing can be said of what is held; so one is asked for
 * where that is done beside the program, {@code -XX:+ExplicitGCInvokesConcurrent}, and never where it would stand
 * still.
 */
final class OldCollections {
    /** By this much the {@link #count} grows when a whole one has begun and ended, whatever went on before. */
    static final int WHOLE = 4;

    private static final String ALL_AT_ONCE = "G1 Old Generation";
    // counts two pauses each
    private static final String CONCURRENT = "G1 Concurrent GC";

    private OldCollections() {
    }

    /** Grows with them; it never does where another collector than G1 is used. */
    static long count() {
        long count = 0;
        for (final GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += each.getName().equals(ALL_AT_ONCE) ? WHOLE * each.getCollectionCount()
                    : each.getName().equals(CONCURRENT) ? each.getCollectionCount() : 0;
        }
        return count;
    }

    /** Has one done, soon, if it holds up nobody. */
    static void ask() {
        final HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        if (Boolean.parseBoolean(options.getVMOption("ExplicitGCInvokesConcurrent").getValue())) {
            Thread.ofPlatform().daemon().name("collection").inheritInheritableThreadLocals(false).start(System::gc);
        }
    }
}
