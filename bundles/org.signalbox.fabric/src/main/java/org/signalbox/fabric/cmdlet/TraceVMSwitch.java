package org.signalbox.fabric.cmdlet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.PlacedSwitch;
import org.signalbox.frame.FrameFilter;
import org.signalbox.query.Wildcard;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.Following.Selection;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.DecisionRows;

/**
 * Follows a live switch for a while. Frames go their way as without it, and no change waits for it. Source of the name:
 * Microsoft, approved verbs: {@code Trace} tracks the activities of a resource.
 */
public final class TraceVMSwitch implements Query<TraceVMSwitch.Parameters> {
    private static final int MOST_FRAMES = 10_000;
    private static final int MOST_SECONDS = 600;
    private static final int USUAL_FRAMES = 10;
    private static final int USUAL_SECONDS = 10;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Of this command. */
    public record Parameters(
            @Doc("Name of the switch.") String name,
            @Doc("Name of the adapters where frames enter, with * and ?; without it, all.")
            Optional<String> vmNetworkAdapterName,
            @Doc("Frames after which it ends; without it, 10.") @Range(min = 1, max = MOST_FRAMES)
            Optional<Integer> count,
            @Doc("Seconds after which it ends; without it, 10.") @Range(min = 1, max = MOST_SECONDS)
            Optional<Integer> seconds,
            @Doc("Frames that are followed, in the syntax of tcpdump, such as 'tcp port 80 and host 10.0.0.1'; "
                    + "without it, all.") Optional<String> filter,
            @Doc("A line for every step of a frame, with its rule and what it changed, instead of one for the frame.")
            @Default("false") boolean detailed) {
    }

    private final VirtualSwitches switches;

    public TraceVMSwitch(VirtualSwitches switches) {
        this.switches = switches;
    }

    @Override
    public CommandName name() {
        return new CommandName("Trace", "VMSwitch");
    }

    @Override
    public String summary() {
        return "Follows what a live switch decides about frames, and why, for some frames or seconds.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<? extends Record> query(FabricDocument document, Parameters given) throws RefusedException {
        final PlacedSwitch on = Switches.find(document, given.name());
        final Selection selection = new Selection(ports(on, given.vmNetworkAdapterName()), Selection.USUAL_PER_SECOND,
                filter(given.filter()), 0);
        final BlockingQueue<Decision> told = new ArrayBlockingQueue<>(given.count().orElse(USUAL_FRAMES));
        try (Following following = switches.follow(on.liveName(), selection, told::offer)) {
            final List<Decision> decisions = collect(told, following, given);
            return rows(decisions, following.lost(), given.detailed());
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    private static Optional<FrameFilter> filter(Optional<String> expression) throws RefusedException {
        try {
            return expression.isEmpty() ? Optional.empty()
                    : Optional.of(FilterExpression.compile(expression.get()));
        } catch (FilterException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    /** Those that match; none for all. */
    private static Set<String> ports(PlacedSwitch on, Optional<String> pattern) throws RefusedException {
        if (pattern.isEmpty()) {
            return Set.of();
        }
        final Set<String> ports = on.spec().ports().stream().map(PortSpec::name)
                .filter(name -> Wildcard.matches(pattern, name)).collect(Collectors.toSet());
        if (ports.isEmpty()) {
            throw new RefusedException("found no network adapter " + SchemaException.describe(pattern.get())
                    + " on switch '" + on.liveName() + "', expected the name of one that Get-VMNetworkAdapter lists");
        }
        return ports;
    }

    /** Until there are enough, or the time is up; what there is so far when the thread is interrupted. */
    private static List<Decision> collect(BlockingQueue<Decision> told, Following following, Parameters given) {
        final int count = given.count().orElse(USUAL_FRAMES);
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(given.seconds().orElse(USUAL_SECONDS));
        final List<Decision> decisions = new ArrayList<>();
        try {
            for (long left = end - System.nanoTime(); decisions.size() < count && left > 0
                    && following.isRunning(); left = end - System.nanoTime()) {
                final Decision next = told.poll(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
                if (next != null) {
                    decisions.add(next);
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        return decisions;
    }

    private static List<? extends Record> rows(List<Decision> decisions, long lost, boolean detailed) {
        return detailed
                ? Stream.concat(decisions.stream().flatMap(each -> DecisionRows.steps(each).stream()),
                        lost == 0 ? Stream.empty() : Stream.of(DecisionRows.lostStep(lost, Instant.now()))).toList()
                : Stream.concat(decisions.stream().map(DecisionRows::frame),
                        lost == 0 ? Stream.empty() : Stream.of(DecisionRows.lost(lost, Instant.now()))).toList();
    }
}
