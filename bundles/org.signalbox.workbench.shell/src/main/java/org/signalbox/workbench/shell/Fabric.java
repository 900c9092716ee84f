package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.signalbox.command.Commands;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Token;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the frame itself shows and does of the fabric: the status bar, undo and redo. Works off the window's thread. */
final class Fabric {

    private static final Logger LOG = LoggerFactory.getLogger(Fabric.class);
    private static final double NANOS = 1e9;

    /**
     * The fabric at one moment, in the frame's words.
     *
     * @param switches how many switches run
     * @param undoable the command that Undo would undo
     * @param redoable the command that Redo would do again
     */
    record Sample(Token state, int switches, List<StatusBar.Item> line, Optional<String> undoable, Optional<String> redoable) {
    }

    /** Counters of all switches at one moment. */
    private record Counters(long nanos, long delivered, long dropped) {
    }

    private final Supplier<Commands> commands;
    private final Supplier<VirtualSwitches> switches;
    private final Optional<String> lab;
    private final AtomicBoolean sampling = new AtomicBoolean();
    private final AtomicBoolean greeted = new AtomicBoolean();
    private Counters last = new Counters(0, 0, 0);

    /**
     * The suppliers give null while the service is not there.
     *
     * @param lab the document of the demo lab
     */
    Fabric(Supplier<Commands> commands, Supplier<VirtualSwitches> switches, Optional<String> lab) {
        this.commands = commands;
        this.switches = switches;
        this.lab = lab;
    }

    /**
     * Opens the demo lab where nothing was ever done, so that a first start shows something alive. Does so once, when
     * the fabric is there; until then it is to be called again.
     *
     * @param told as for {@link #run}
     * @param fresh called on another thread if there was nothing
     */
    void greet(Consumer<Optional<String>> told, Runnable fresh) {
        final Commands running = commands.get();
        if (running == null || !greeted.compareAndSet(false, true)) {
            return;
        }
        final boolean untouched = running.journal().isEmpty();
        if (untouched) {
            lab.ifPresent(file -> run(Cmdlet.of("Import-Fabric").with("Path", file), told));
        }
        Thread.ofVirtual().name("greet").start(() -> {
            final VirtualSwitches engine = switches.get();
            if (untouched || engine != null && engine.switches().isEmpty()) {
                fresh.run();
            }
        });
    }

    /** Reads a sample and hands it over on another thread; skipped while the last one is still being read. */
    void sample(Consumer<Sample> show) {
        if (sampling.compareAndSet(false, true)) {
            Thread.ofVirtual().name("sample status").start(() -> {
                try {
                    show.accept(read());
                } finally {
                    sampling.set(false);
                }
            });
        }
    }

    private Sample read() {
        final Commands journal = commands.get();
        final VirtualSwitches engine = switches.get();
        if (journal == null || engine == null) {
            return new Sample(Token.WARN, 0, List.of(StatusBar.Item.of(engine == null
                    ? "the switch engine is not running" : "the fabric is not there yet")),
                    Optional.empty(), Optional.empty());
        }
        final List<SwitchStatus> all = engine.switches();
        final int ports = all.stream().mapToInt(each -> each.ports().size()).sum();
        final Counters now = new Counters(System.nanoTime(),
                all.stream().mapToLong(each -> each.totals().delivered()).sum(),
                all.stream().mapToLong(each -> each.totals().dropped()).sum());
        final double seconds = (now.nanos() - last.nanos()) / NANOS;
        final double delivered = Math.max(0, (now.delivered() - last.delivered()) / seconds);
        final double dropped = Math.max(0, (now.dropped() - last.dropped()) / seconds);
        final boolean first = last.nanos() == 0;
        last = now;
        final List<StatusBar.Item> line = new ArrayList<>();
        line.add(StatusBar.Item.of("running"));
        line.add(StatusBar.Item.of(Figures.counted(all.size(), "switch", "switches")));
        line.add(StatusBar.Item.of(Figures.counted(ports, "port", "ports")));
        line.add(StatusBar.Item.of(Figures.rate(first ? 0 : delivered) + " frames/s"));
        line.add(new StatusBar.Item(Figures.rate(first ? 0 : dropped) + " drops/s",
                dropped > 0 && !first ? Token.ERROR : Token.TEXT2));
        final Optional<String> undoable = journal.undoable().map(JournalEntry::command);
        line.add(StatusBar.Item.of("journal: " + Figures.counted(journal.journal().size(), "entry", "entries")
                + undoable.map(command -> ", Ctrl+Z undoes \u201c" + Bars.shortened(command) + "\u201d").orElse("")));
        final List<String> warnings =
                Stream.concat(journal.warnings().stream(), engine.leaks().stream().map(Fabric::words)).toList();
        if (!warnings.isEmpty()) {
            line.add(new StatusBar.Item(Figures.counted(warnings.size(), "warning: ", "warnings: ")
                    + warnings.getFirst(), Token.WARN));
        }
        return new Sample(Token.OK, all.size(), line, undoable, journal.redoable().map(JournalEntry::command));
    }

    private static String words(ExtensionLeak leak) {
        return leak.extension() + " " + leak.version() + " left " + switch (leak.kind()) {
            case STAGE -> "stages";
            case THREAD -> "a thread";
        } + " behind";
    }

    /** Reads the commands that there are and hands them over on another thread: name and summary, by name. */
    void cmdlets(Consumer<Map<String, String>> show) {
        Thread.ofVirtual().name("read commands").start(() -> {
            final Commands running = commands.get();
            final Map<String, String> names = new TreeMap<>();
            if (running != null) {
                running.commands().forEach(each -> names.put(each.name().toString(), each.summary()));
            }
            show.accept(names);
        });
    }

    /**
     * Runs a command.
     *
     * @param told receives, on another thread, why it was refused, or nothing
     */
    void run(Cmdlet cmdlet, Consumer<Optional<String>> told) {
        Thread.ofVirtual().name(cmdlet.name()).start(() -> {
            final Commands running = commands.get();
            if (running == null) {
                told.accept(Optional.of("Nothing was done: the fabric is not running."));
                return;
            }
            try {
                cmdlet.run(running);
                told.accept(Optional.empty());
            } catch (RefusedException e) {
                told.accept(Optional.of(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.error("{} failed", cmdlet.name(), e);
                told.accept(Optional.of(cmdlet.name() + " failed: " + e.getMessage()));
            }
        });
    }
}
