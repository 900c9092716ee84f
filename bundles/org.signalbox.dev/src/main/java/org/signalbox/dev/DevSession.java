package org.signalbox.dev;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Builds and swaps at each save, and tells what the extension does meanwhile. One thread, but for what it is told. */
final class DevSession implements AutoCloseable {
    private static final long TICK_MILLIS = 50;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final int MOST_LINES = 60;

    private final Workshop workshop;
    private final LiveExtension live;
    private final VirtualSwitches switches;
    private final SourceWatch watch;
    private final Ending ending;
    private final Consumer<String> out;
    private final BooleanSupplier staying;
    private volatile Set<String> classes = Set.of();
    private Optional<UpgradeStatus> told = Optional.empty();
    private DecisionLines decisions;
    private Following following;
    private int number;

    /** @param staying whether the framework goes on when this is closed, and the extension is to leave it */
    DevSession(final Workshop workshop, final LiveExtension live, final VirtualSwitches switches,
            final SourceWatch watch, final Ending ending, final Consumer<String> out, final BooleanSupplier staying) {
        this.workshop = workshop;
        this.live = live;
        this.switches = switches;
        this.watch = watch;
        this.ending = ending;
        this.out = out;
        this.staying = staying;
    }

    /** What tells of faults. */
    FaultLines faults() {
        return new FaultLines(() -> live.id().orElse(""), () -> classes, out);
    }

    /** Until the user ends it. @throws RefusedException when the lab cannot run */
    void run() throws RefusedException, InterruptedException, IOException {
        out.accept("building " + workshop.folder() + "; q or Enter ends");
        build(Optional.empty());
        while (!ending.isAsked()) {
            final Optional<SourceWatch.Save> save = watch.poll(TICK_MILLIS);
            if (save.isPresent()) {
                build(save);
            }
            tellOfUpgrade();
            if (following != null) {
                decisions.tick(following.lost());
            }
        }
    }

    private void build(final Optional<SourceWatch.Save> save) throws RefusedException, InterruptedException {
        final Built built;
        try {
            if (!workshop.isOpen() || save.map(SourceWatch.Save::project).orElse(false)) {
                workshop.open();
            }
            built = workshop.build(number + 1);
        } catch (final InterruptedException passed) {
            throw passed;
        } catch (final RefusedException refused) {
            out.accept(refused.getMessage() + "\n" + whatGoesOn());
            return;
        } catch (final Exception fault) {
            // a file that an editor is just replacing, or what bnd did not expect
            out.accept("found that the project cannot be built (" + fault + "); " + whatGoesOn());
            return;
        }
        if (!built.isGood()) {
            out.accept(String.join("\n", shortened(built.errors())) + "\n" + whatGoesOn());
            return;
        }
        number++;
        swap(built, save);
    }

    private void swap(final Built built, final Optional<SourceWatch.Save> save)
            throws RefusedException, InterruptedException {
        tellOfUpgrade();
        classes = built.classes();
        final long start = System.nanoTime();
        final Optional<String> refusal = live.take(built);
        told = live.latest();
        if (refusal.isPresent()) {
            out.accept(built.version() + " is not live: " + plain(refusal.get(), built) + "; " + whatGoesOn());
            return;
        }
        final long swapMillis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        final long swapped = System.currentTimeMillis();
        final boolean frames = live.awaitFrames();
        final long end = frames ? System.currentTimeMillis() : swapped;
        out.accept("live " + built.version()
                + save.map(from -> ", " + (end - from.millis()) + " ms after the save")
                        .orElseGet(() -> " on " + live.switchName().orElse(""))
                + " (compile " + built.compileMillis() + ", bundle " + built.bundleMillis() + ", swap " + swapMillis
                + ")" + (frames ? "" : ", and no frame since"));
        follow();
    }

    private static List<String> shortened(final List<String> errors) {
        return errors.size() <= MOST_LINES ? errors : Stream.concat(
                errors.stream().limit(MOST_LINES),
                Stream.of("and " + (errors.size() - MOST_LINES) + " more lines")).toList();
    }

    /** What was refused stands before it already. */
    private static String plain(final String refusal, final Built of) {
        final String sentence = refusal.replace(of.bundle() + ": ", "");
        return sentence.startsWith(of.version() + " ") ? "it" + sentence.substring(of.version().length()) : sentence;
    }

    private String whatGoesOn() {
        return live.version().map(version -> version + " goes on").orElse("nothing runs yet");
    }

    /** A version that was in use and had to give way. */
    private void tellOfUpgrade() {
        final Optional<UpgradeStatus> now = live.latest();
        if (!now.equals(told)) {
            told = now;
            now.filter(each -> each.state() == UpgradeStatus.State.ROLLED_BACK).ifPresent(each ->
                    out.accept(each.to() + " gave way: " + each.reason() + "; " + whatGoesOn()));
        }
    }

    private void follow() {
        if (following != null && following.isRunning()) {
            decisions.forget();
        } else {
            decisions = new DecisionLines(live.id().orElseThrow(), out, System::nanoTime);
            following = switches.follow(live.switchName().orElseThrow(), Following.Selection.ALL, decisions);
        }
    }

    @Override
    public void close() throws RefusedException, IOException {
        if (following != null) {
            following.close();
        }
        watch.close();
        workshop.close();
        if (staying.getAsBoolean()) {
            live.leave();
        }
    }
}
