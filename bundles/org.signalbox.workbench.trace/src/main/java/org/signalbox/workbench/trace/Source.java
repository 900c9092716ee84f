package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.signalbox.command.Command;
import org.signalbox.command.CommandLine;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;

/** What the view reads and runs. All but {@link #packet} and {@link #text} may take their time. */
final class Source {

    private final Supplier<VirtualSwitches> switches;
    private final Supplier<Commands> commands;
    private final Supplier<CommandLine> line;
    private final Follower follower = new Follower();
    private Choice choice = Choice.ALL;
    private Optional<Listing> last = Optional.empty();

    /** What there is at one moment. */
    record Sample(List<SwitchSpec> switches, Optional<Listing> live) {
    }

    /** Each gives null while nobody provides it. */
    Source(Supplier<VirtualSwitches> switches, Supplier<Commands> commands, Supplier<CommandLine> line) {
        this.switches = switches;
        this.commands = commands;
        this.line = line;
    }

    Sample sample() {
        final VirtualSwitches engine = switches.get();
        return new Sample(engine == null ? List.of() : engine.switches().stream().map(SwitchStatus::spec).toList(),
                follower.seen().map(this::listing));
    }

    /** The same one while nothing has changed. */
    private synchronized Listing listing(LiveFrames.Seen seen) {
        if (last.isEmpty() || !last.get().seen().equals(seen) || last.get().choice() != choice) {
            last = Optional.of(Listing.of(seen, choice));
        }
        return last.get();
    }

    /** Says which frames are listed. */
    synchronized void choose(Choice next) {
        choice = next;
    }

    synchronized Choice choice() {
        return choice;
    }

    /**
     * The parameters that the field says.
     *
     * @throws RefusedException with one sentence
     */
    Map<String, Object> packet(String text) throws RefusedException {
        return PacketWords.parse(text, parameters());
    }

    private List<Parameter> parameters() throws RefusedException {
        final Optional<Command<?>> command =
                Optional.ofNullable(commands.get()).flatMap(all -> all.find(CommandName.parse(Question.TRACE)));
        return Parameter.of(command.orElseThrow(() -> new RefusedException(
                "There is no command " + Question.TRACE + ": no bundle that runs brings it.")).parameters());
    }

    /** The line that would be typed; empty where there is no such command. */
    Optional<String> text(Cmdlet cmdlet) {
        return Optional.ofNullable(commands.get()).flatMap(cmdlet::text);
    }

    List<Answer> ask(Cmdlet cmdlet) throws RefusedException {
        return cmdlet.run(running(commands)).objects().stream().map(Answer::new).toList();
    }

    /** The bytes behind a packet's steps; none where no bundle brings the command. */
    List<Passage> passages(Cmdlet cmdlet) throws RefusedException {
        return text(cmdlet).isEmpty() ? List.of() : ask(cmdlet).stream().map(Passage::of).toList();
    }

    /** Runs a command as it is typed; gives what it prints. */
    String run(String typed) throws RefusedException {
        try (CommandLine.Session session = running(line).open("workbench")) {
            return session.execute(typed);
        }
    }

    void follow(Place from, String filter) throws RefusedException {
        follower.start(running(switches), from, filter);
    }

    void stop() {
        follower.stop();
    }

    void close() {
        follower.close();
    }

    private static <T> T running(Supplier<T> service) throws RefusedException {
        final T known = service.get();
        if (known == null) {
            throw new RefusedException("Nothing was done: the fabric is not running.");
        }
        return known;
    }
}
