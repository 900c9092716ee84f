package org.signalbox.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.frame.ChecksumState;
import org.signalbox.frame.FrameView;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;

/** Bytes change where decisions say so alone, and checksums that were right are right afterwards. */
final class BytesCheck implements Check {
    private static final int TAG_OFFSET = 12;
    private static final int TAG_BYTES = 4;

    @Override
    public String name() {
        return "bytes and checksums";
    }

    @Override
    public List<String> needs() {
        return List.of("conservation of frames");
    }

    @Override
    public Judgement judge(final Subject subject) {
        return subject.trials().judge(
                trial -> complaint(subject, trial.ordinary(subject.traffic())),
                trial -> changed(trial.ordinary(subject.traffic())));
    }

    private static String changed(final Played played) {
        final Map<Long, Sent> sent = played.sentByTime();
        final Map<Long, List<Decision>> decisions = played.decisionsByTime();
        return played.delivered().stream().filter(each -> sent.containsKey(each.timeNanos())
                && decisions.getOrDefault(each.timeNanos(), List.of()).stream().noneMatch(BytesCheck::isNew)
                && !isSame(sent.get(each.timeNanos()).frame(), each.frame())).count() + " of "
                + played.delivered().size() + " frames changed";
    }

    private static Optional<Finding> complaint(final Subject subject, final Played played) {
        final Map<Long, Sent> sent = played.sentByTime();
        final Map<Long, List<Decision>> decisions = played.decisionsByTime();
        for (final Delivered each : played.delivered()) {
            final Sent before = sent.get(each.timeNanos());
            final List<Decision> told = decisions.getOrDefault(each.timeNanos(), List.of());
            if (told.stream().anyMatch(BytesCheck::isNew)) {
                if (isWrong(each.frame())) {
                    return Optional.of(Finding.of("a frame that it made has a wrong checksum", List.of(each.frame()),
                            "let org.signalbox.frame.FrameBuilder write checksums"));
                }
                continue;
            }
            if (before == null || isSame(before.frame(), each.frame())) {
                continue;
            }
            if (subject.extension().kind() == ExtensionKind.CAPTURING
                    || told.stream().noneMatch(decision -> isRewritten(decision, subject.id()))) {
                return Optional.of(Finding.of("the bytes of a frame changed, and no decision tells of a rewrite",
                        List.of(before.frame(), each.frame()), "change frames by IngressActions alone"));
            }
            final String wrong = wrongChecksum(before.frame(), each.frame());
            if (!wrong.isEmpty()) {
                return Optional.of(Finding.of("the checksum of " + wrong + " was right before the rewrite and is"
                        + " wrong after it (before and after)", List.of(before.frame(), each.frame()),
                        "bring it up to date with org.signalbox.frame.Checksum.update16 or update32"));
            }
        }
        return Optional.empty();
    }

    private static boolean isWrong(final byte[] frame) {
        final FrameView view = FrameView.of(frame);
        return view.ipChecksum() == ChecksumState.BAD || view.transportChecksum() == ChecksumState.BAD;
    }

    private static boolean isNew(final Decision decision) {
        final Verdict verdict = decision.ingress().getFirst().verdict();
        return verdict == Verdict.INJECT
                || verdict == Verdict.ORIGINATE;
    }

    private static boolean isRewritten(final Decision decision, final String id) {
        return decision.ingress().stream().anyMatch(step -> step.extension().equals(id)
                && step.verdict() == Verdict.REWRITE);
    }

    /** Whether two frames are the same but for a tag, which the ports take off and put on. */
    private static boolean isSame(final byte[] before, final byte[] after) {
        return Arrays.equals(before, after) || Arrays.equals(untagged(before), after)
                || Arrays.equals(untagged(before), untagged(after));
    }

    private static byte[] untagged(final byte[] frame) {
        if (FrameView.of(frame).tagCount() == 0) {
            return frame;
        }
        final byte[] bare = new byte[frame.length - TAG_BYTES];
        System.arraycopy(frame, 0, bare, 0, TAG_OFFSET);
        System.arraycopy(frame, TAG_OFFSET + TAG_BYTES, bare, TAG_OFFSET, bare.length - TAG_OFFSET);
        return bare;
    }

    private static String wrongChecksum(final byte[] before, final byte[] after) {
        final FrameView was = FrameView.of(before);
        final FrameView is = FrameView.of(after);
        if (was.ipChecksum() == ChecksumState.GOOD && is.ipChecksum() == ChecksumState.BAD) {
            return "IPv4";
        }
        return was.transportChecksum() == ChecksumState.GOOD && is.transportChecksum() == ChecksumState.BAD
                ? "UDP, TCP or ICMP" : "";
    }
}
