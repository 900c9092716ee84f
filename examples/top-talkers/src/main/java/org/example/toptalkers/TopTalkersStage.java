package org.example.toptalkers;

import java.util.List;
import java.util.function.Consumer;

import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.FrameBatch;

/** The talkers of one switch, or of the ports that one of its workers has. */
final class TopTalkersStage implements CapturingStage {
    private final String switchName;
    private final Consumer<TopTalkersStage> closed;
    private final Talkers talkers = new Talkers();

    TopTalkersStage(final String switchName, final Consumer<TopTalkersStage> closed) {
        this.switchName = switchName;
        this.closed = closed;
    }

    @Override
    public void ingress(final FrameBatch frames) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final long station = frames.sourceMac(frame);
            if (!MacAddress.isMulticast(station)) {
                talkers.count(station, frames.wireLength(frame));
            }
        }
    }

    @Override
    public void close() {
        closed.accept(this);
    }

    /** Called by any thread. */
    List<Talker> talkers() {
        return talkers.list(switchName);
    }
}
