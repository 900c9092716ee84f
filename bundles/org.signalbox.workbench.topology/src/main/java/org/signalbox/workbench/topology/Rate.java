package org.signalbox.workbench.topology;

import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.Traffic;

/**
 * Traffic per second, seen from the switch: in is what enters it, out what leaves it.
 *
 * @param drops frames and copies dropped per second
 */
record Rate(double framesIn, double framesOut, double bitsIn, double bitsOut, double drops) {

    static final Rate NONE = new Rate(0, 0, 0, 0, 0);

    private static final int BITS = 8;

    /** What happened at a port between two moments that lie some seconds apart. */
    static Rate of(PortStatus before, PortStatus now, double seconds) {
        return new Rate(per(before.received().frames(), now.received().frames(), seconds),
                per(before.delivered().frames(), now.delivered().frames(), seconds),
                BITS * per(before.received().bytes(), now.received().bytes(), seconds),
                BITS * per(before.delivered().bytes(), now.delivered().bytes(), seconds),
                per(dropped(before), dropped(now), seconds));
    }

    /** What happened on a switch as a whole. */
    static Rate of(SwitchStatus before, SwitchStatus now, double seconds) {
        return new Rate(per(before.totals().in(), now.totals().in(), seconds),
                per(before.totals().delivered(), now.totals().delivered(), seconds),
                BITS * per(bytes(before, true), bytes(now, true), seconds),
                BITS * per(bytes(before, false), bytes(now, false), seconds),
                per(before.totals().dropped(), now.totals().dropped(), seconds));
    }

    /** Frames that were ever dropped at a port. */
    static long dropped(PortStatus port) {
        return port.drops().stream().mapToLong(DropCount::count).sum();
    }

    private static long bytes(SwitchStatus status, boolean in) {
        return status.ports().stream().map(port -> in ? port.received() : port.delivered())
                .mapToLong(Traffic::bytes).sum();
    }

    /** A counter that went back was created anew. */
    private static double per(long before, long now, double seconds) {
        return seconds <= 0 ? 0 : Math.max(0, now - before) / seconds;
    }

    /** Whether anything moves. */
    boolean moves() {
        return framesIn > 0 || framesOut > 0;
    }
}
