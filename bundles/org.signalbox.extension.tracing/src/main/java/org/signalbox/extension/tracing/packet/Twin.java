package org.signalbox.extension.tracing.packet;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Simulations.Simulation;
import org.signalbox.vswitch.Simulations.Snapshot;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;

/** Runs the same frames in twins of one live switch, each as another spec has it. No frame leaves a twin. */
final class Twin {
    private final Snapshot snapshot;
    private final List<TracedFrame> frames;

    /**
     * What became of the frames.
     *
     * @param decisions of all frames, those that extensions made included
     * @param gaps      what the twin did not know, one sentence each
     */
    record Answer(List<Decision> decisions, List<String> gaps) {
        /** What became of the last of the frames that entered; empty if its port took nothing in. */
        Optional<Decision> last() {
            return decisions.reversed().stream().filter(Answer::hasEntered).findFirst();
        }

        private static boolean hasEntered(Decision decision) {
            return switch (decision.ingress().getFirst().verdict()) {
                case CLONE, INJECT, ORIGINATE -> false;
                default -> true;
            };
        }

        /** Whether the last frame was delivered at a port, or at any; what an analyser gets does not count. */
        boolean isDelivered(Optional<String> port) {
            return last().stream().flatMap(decision -> decision.copies().stream())
                    .anyMatch(copy -> copy.isDelivered() && !isMirrored(copy)
                            && (port.isEmpty() || port.get().equals(copy.port())));
        }

        static boolean isMirrored(Copy copy) {
            return copy.steps().getLast().verdict() == Verdict.DELIVER
                    && copy.steps().getLast().rule().equals("mirror");
        }
    }

    Twin(Snapshot snapshot, List<TracedFrame> frames) {
        this.snapshot = snapshot;
        this.frames = frames;
    }

    /**
     * The frames with their bytes, in the order of entry; those of frames that extensions made are not known where they
     * were made.
     *
     * @throws RefusedException with one sentence, when the spec cannot be run
     */
    List<FollowedFrame> follow(SwitchSpec spec) throws RefusedException {
        final List<FollowedFrame> followed = new ArrayList<>();
        final List<Decision> decisions = new ArrayList<>();
        final Map<String, Deque<Bytes>> left = new HashMap<>();
        try (Simulation twin = snapshot.open(spec, (port, _, memory, offset, length, wireLength) ->
                left.computeIfAbsent(spec.ports().get(port).name(), _ -> new ArrayDeque<>())
                        .add(bytes(memory.asSlice(offset, length).toArray(ValueLayout.JAVA_BYTE), wireLength)),
                decisions::add)) {
            for (TracedFrame frame : frames) {
                enter(twin, frame);
                twin.flush();
                decisions.forEach(decision -> followed.add(new FollowedFrame(decision, Answer.hasEntered(decision)
                        ? bytes(frame.bytes(), frame.wireLength()) : bytes(new byte[0], decision.length()),
                        decision.copies().stream().map(copy -> Optional.ofNullable(copy.isDelivered()
                                ? left.getOrDefault(copy.port(), new ArrayDeque<>()).poll() : null)).toList())));
                decisions.clear();
                left.clear();
            }
            return followed;
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private static Bytes bytes(byte[] known, int wireLength) {
        return new Bytes(MemorySegment.ofArray(known), wireLength);
    }

    private static void enter(Simulation twin, TracedFrame frame) {
        twin.enter(frame.port(), frame.timeNanos(), MemorySegment.ofArray(frame.bytes()), 0, frame.bytes().length,
                frame.wireLength());
    }

    /** @throws RefusedException with one sentence, when the spec cannot be run */
    Answer run(SwitchSpec spec) throws RefusedException {
        final List<Decision> decisions = new ArrayList<>();
        try (Simulation twin = snapshot.open(spec, (_, _, _, _, _, _) -> { }, decisions::add)) {
            for (TracedFrame frame : frames) {
                enter(twin, frame);
            }
            twin.flush();
            return new Answer(List.copyOf(decisions), twin.gaps());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }
}
