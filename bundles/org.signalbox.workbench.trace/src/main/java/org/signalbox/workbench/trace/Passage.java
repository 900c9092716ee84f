package org.signalbox.workbench.trace;

import java.lang.foreign.ValueLayout;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.FrameComments;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.trace.dissection.Dissection;

/**
 * A frame where it entered a switch, or a copy where it left.
 *
 * @param frame   its number
 * @param time    in nanoseconds since the epoch
 * @param entered false where it left
 * @param made    whether an extension made it, so that it entered nowhere
 * @param bytes   that are known
 * @param length  on the wire
 * @param comment what a capture would say of it
 */
record Passage(String frame, long time, String port, boolean entered, boolean made, byte[] bytes, int length,
        String comment) {

    private static final long NANOS = 1_000_000_000L;

    /** Of a row of Get-PacketBytes. */
    static Passage of(Answer row) {
        final Instant time = Instant.parse(row.text("time"));
        final byte[] bytes = HexFormat.of().parseHex(row.text("bytes"));
        final boolean entered = row.text("direction").equals("ingress");
        return new Passage(row.text("frame"), time.getEpochSecond() * NANOS + time.getNano(),
                row.text("vmNetworkAdapterName"), entered, entered && bytes.length == 0, bytes,
                Integer.parseInt(row.text("length")), row.text("comment"));
    }

    /** Where a frame entered, and then where its copies left. */
    static List<Passage> of(FollowedFrame frame) {
        final FrameComments comments = new FrameComments(frame);
        final Decision decision = frame.decision();
        final List<Passage> passages = new ArrayList<>();
        passages.add(of(decision, decision.port(), true, comments.isMade(), frame.entered(), comments.entered()));
        for (int number = 0; number < decision.copies().size(); number++) {
            final Copy copy = decision.copies().get(number);
            if (copy.isDelivered() && frame.left(number) != Bytes.NONE) {
                passages.add(of(decision, copy.port(), false, false, frame.left(number), comments.left(number)));
            }
        }
        return passages;
    }

    private static Passage of(Decision decision, String port, boolean entered, boolean made, Bytes bytes,
            String comment) {
        return new Passage(String.valueOf(decision.frame()), decision.timeNanos(), port, entered, made,
                bytes.memory().toArray(ValueLayout.JAVA_BYTE), bytes.wireLength(), comment);
    }

    Dissection dissection() {
        return Dissection.of(bytes);
    }

    /** Where it is, for a caption. */
    String words() {
        return (made ? "as it was made" : entered ? "as it entered at " + port : "as it left at " + port)
                + (bytes.length < length ? ", " + bytes.length + " of " + length + " bytes kept" : "");
    }
}
