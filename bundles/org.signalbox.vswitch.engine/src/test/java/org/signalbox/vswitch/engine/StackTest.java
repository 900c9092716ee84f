package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Verdict;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.EgressActions;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.OriginateActions;

/** What tests of the extension stack share: extensions made of lambdas, runs, and how to look at what came of them. */
abstract class StackTest {
    static final int[] BATCHES = {1, 3, 64};
    static final int BROADCAST = 255;

    /** What a filtering stage does with the frames or copies of a call. */
    interface OnBatch<A> {
        void batch(FrameBatch batch, A actions);
    }

    /** What is done with one frame. */
    interface OnFrame<A> {
        void frame(FrameBatch batch, int frame, A actions);
    }

    static <A> OnBatch<A> each(final OnFrame<A> action) {
        return (batch, actions) -> {
            for (int k = 0; k < batch.live(); k++) {
                action.frame(batch, batch.frame(k), actions);
            }
        };
    }

    static InstalledExtension installed(final String id, final Extension extension) {
        return new InstalledExtension(id, "1.0.0", "", extension);
    }

    static InstalledExtension filter(final String id, final OnBatch<IngressActions> in,
            final OnBatch<EgressActions> out) {
        final FilteringExtension extension = _ -> new FilteringStage() {
            @Override
            public void ingress(final FrameBatch frames, final IngressActions actions) {
                in.batch(frames, actions);
            }

            @Override
            public void egress(final FrameBatch copies, final EgressActions actions) {
                out.batch(copies, actions);
            }
        };
        return installed(id, extension);
    }

    static InstalledExtension filter(final String id, final OnFrame<IngressActions> in) {
        return filter(id, each(in), (_, _) -> { });
    }

    static InstalledExtension capture(final String id, final Consumer<FrameBatch> in,
            final Consumer<FrameBatch> out, final Consumer<OriginateActions> originate) {
        final CapturingExtension extension = _ -> new CapturingStage() {
            @Override
            public void ingress(final FrameBatch frames) {
                in.accept(frames);
            }

            @Override
            public void egress(final FrameBatch copies) {
                out.accept(copies);
            }

            @Override
            public void originate(final OriginateActions actions) {
                originate.accept(actions);
            }
        };
        return installed(id, extension);
    }

    /** Sees how many frames and copies there are. */
    static final class Seen {
        int frames;
        int copies;

        InstalledExtension filtering(final String id) {
            return filter(id, (batch, _) -> frames += batch.live(), (batch, _) -> copies += batch.live());
        }

        InstalledExtension capturing(final String id) {
            return capture(id, batch -> frames += batch.live(), batch -> copies += batch.live(), _ -> { });
        }
    }

    static SwitchSpec three(final String... extensions) {
        return Runs.spec(List.of(extensions), Runs.port("a", Vlan.UNTAGGED), Runs.port("b", Vlan.UNTAGGED),
                Runs.port("c", Vlan.UNTAGGED));
    }

    static Runs.Entry entry(final int port, final long time, final int to, final int from) {
        return new Runs.Entry(port, time, Runs.frame(to, from));
    }

    static List<Runs.Entry> broadcasts(final int count) {
        return IntStream.range(0, count).mapToObj(k -> entry(k % 3, k, BROADCAST, k % 3)).toList();
    }

    /** Runs frames, and wants an account of every one. */
    static Runs.Outcome run(final SwitchSpec spec, final List<InstalledExtension> extensions, final int batch,
            final List<Runs.Entry> entries) {
        final Runs.Outcome outcome = Runs.run(spec, extensions, batch, entries, true);
        final FrameTotals totals = outcome.status().totals();
        assertThat(totals.in()).isEqualTo(entries.size());
        assertThat(outcome.decisions()).as("one decision for each frame").hasSize((int) (totals.in() + totals.made()));
        assertThat(totals.copies()).as("%s", totals).isEqualTo(totals.delivered() + totals.dropped());
        assertThat(totals.delivered()).isEqualTo(outcome.deliveries().size());
        assertThat(totals.copies()).isEqualTo(
                outcome.decisions().stream().mapToLong(StackRulesTest::copies).sum());
        assertThat(outcome.status().ports().stream().mapToLong(port -> port.received().frames()).sum())
                .as("made frames are received nowhere").isEqualTo(entries.size());
        return outcome;
    }

    /** What a frame became: also one that was dropped on ingress may be mirrored. */
    static int copies(final Decision decision) {
        return decision.copies().size() + (decision.ingress().getLast().verdict() == Verdict.DROP ? 1 : 0);
    }

    static StageStatus stage(final Runs.Outcome outcome, final String id) {
        return outcome.status().stages().stream().filter(stage -> stage.extension().equals(id)).findFirst()
                .orElseThrow();
    }

    /** Deliveries as {@code TIME PORT}. */
    static List<String> where(final Runs.Outcome outcome) {
        return outcome.deliveries().stream().map(text -> text.substring(0, text.lastIndexOf(' '))).toList();
    }

    static MemorySegment bytes(final byte[] frame) {
        return MemorySegment.ofArray(frame);
    }

    static boolean isRefused(final Runnable action) {
        try {
            action.run();
            return false;
        } catch (final IllegalStateException refused) {
            return refused.getMessage().startsWith("found actions used outside the call");
        }
    }

    static TreeSet<String> methods(final Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods()).filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }
}
