package org.signalbox.workbench.health;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.VirtualSwitches;

/** Reads the fabric's health for both views, so that they agree, and knows since when each problem is there. */
@Component(service = Health.class)
public final class Health {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile CommandLine line;

    private final Clock clock = Clock.systemUTC();
    private final Findings findings = new Findings();
    private final Map<Problem, Instant> since = new HashMap<>();
    private final List<Predicate<Filter>> shown = new CopyOnWriteArrayList<>();

    /** The health now. Blocks while switches are read and practices checked. */
    synchronized Reading read() throws RefusedException {
        final VirtualSwitches engine = switches;
        final Commands fabric = commands;
        final List<Problem> problems = new ArrayList<>();
        List<SwitchStatus> live = List.of();
        if (engine != null) {
            live = engine.switches();
            problems.addAll(Findings.ofSwitches(live));
            problems.addAll(Findings.ofLeaks(engine.leaks()));
        }
        if (fabric != null) {
            problems.addAll(findings.ofPractices(fabric));
            problems.addAll(Findings.ofFabric(fabric.warnings()));
        }
        problems.sort(Comparator.comparing(Problem::severity));
        final Instant now = clock.instant();
        since.keySet().retainAll(new HashSet<>(problems));
        final List<Problem.Seen> seen = problems.stream()
                .map(each -> new Problem.Seen(each, since.computeIfAbsent(each, key -> now))).toList();
        return new Reading(seen, fabric == null ? 0 : findings.practices(), findings.checked(), live,
                fabric != null, now);
    }

    /**
     * Runs the commands of problems, as they are typed, one after the other.
     *
     * @return how many
     * @throws RefusedException with one sentence that says how many were run before it
     */
    int run(List<String> fixes) throws RefusedException {
        final CommandLine typed = line;
        if (typed == null) {
            throw new RefusedException("Nothing was done: no bundle that runs brings the console.");
        }
        int done = 0;
        try (CommandLine.Session session = typed.open("workbench")) {
            for (final String fix : fixes) {
                session.execute(fix);
                done++;
            }
            return done;
        } catch (final RefusedException refused) {
            throw done == 0 ? refused : new RefusedException(
                    refused.getMessage() + " (" + done + " of " + fixes.size() + " fixes were run before.)", refused);
        }
    }

    /** Has a view show what {@link #show} asks for until it is taken away; on the user interface's thread. */
    void shownBy(Predicate<Filter> view) {
        shown.add(view);
    }

    void notShownBy(Predicate<Filter> view) {
        shown.remove(view);
    }

    /** Shows some of the problems; false where no view is there to do so. On the user interface's thread. */
    boolean show(Filter filter) {
        return shown.stream().anyMatch(view -> view.test(filter));
    }
}
