package org.signalbox.extension.tracing.packet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * Finds the smallest change that delivers a frame, by running it. Smaller is what has fewer single changes; of as many,
 * what is narrower: whose broadest single change is of a narrower {@link Breadth}, then whose next broadest is, and so
 * on. Of equally small ones, those that touch the rule of the drop come first, then the order of the document decides.
 */
final class RemedySearch {
    /** How far is searched unless a test says otherwise. */
    static final Limits USUAL = new Limits(3, 2_000, Duration.ofSeconds(20));
    private static final int MOST_OTHERS = 20;
    private static final int MOST_SUSPECTS = 50;
    /** Of all that is allowed, the part that other attempts leave to the way along the drops; the rest is its own. */
    private static final double MOST_BEFORE_DROPS = 7 / 8.0;

    private final Twin twin;
    private final SpecEditor editor;
    private final SwitchSpec spec;
    private final VirtualSwitches switches;
    private final Optional<String> to;
    private final List<Candidate> candidates;
    private final Limits limits;
    private final Map<Integer, Integer> tried = new HashMap<>();
    private final long begun = System.nanoTime();
    private int trials;
    // null before it was looked for
    private List<Candidate> alongDrops;

    /**
     * How far is searched.
     *
     * @param changes single changes at once, at most
     * @param trials  twins that are run, at most, those that only tell which drop is in the way included
     * @param time    after which no other is begun
     */
    record Limits(int changes, int trials, Duration time) {
    }

    /**
     * What was found.
     *
     * @param changes  the smallest, and with {@code all} the others that are as small; none if nothing delivers
     * @param proven   whether all smaller ones were tried
     * @param searched how far it went, in words
     */
    record Found(List<List<Candidate>> changes, boolean proven, String searched) {
    }

    /**
     * @param spec       in which the frame is not delivered
     * @param to         where it is to be, or anywhere
     * @param candidates narrowest first
     */
    RemedySearch(Twin twin, SpecEditor editor, SwitchSpec spec, VirtualSwitches switches, Optional<String> to,
            List<Candidate> candidates, Limits limits) {
        this.twin = twin;
        this.editor = editor;
        this.spec = spec;
        this.switches = switches;
        this.to = to;
        this.limits = limits;
        this.candidates = ordered(candidates);
    }

    private List<Candidate> ordered(List<Candidate> all) {
        final Optional<Suspicion> drop = suspicion(List.of());
        final List<Candidate> ordered = new ArrayList<>(all);
        ordered.sort(Comparator.comparing(Candidate::breadth).thenComparingInt(
                each -> drop.map(known -> known.rank(each, spec)).orElse(Suspicion.NONE)));
        return ordered;
    }

    /**
     * Ends soon when its thread is interrupted.
     *
     * @param all whether those that are as small as the first are wanted, too
     * @throws RefusedException when it was interrupted
     */
    Found search(boolean all) throws RefusedException {
        List<Candidate> bound = List.of();
        if (candidates.size() > limits.trials() / 2) {
            // there is no trying all of them: first what the drops themselves suggest
            bound = alongDrops();
        }
        final Best best = new Best(bound, all);
        boolean complete = true;
        for (int size = 1; size <= limits.changes() && best.found.isEmpty() && complete
                && (bound.isEmpty() || size <= bound.size()); size++) {
            complete = combine(size, new ArrayList<>(), candidates.size(), best);
        }
        if (best.found.isEmpty() && !complete && bound.isEmpty()) {
            bound = alongDrops();
        }
        if (best.found.isEmpty() && !bound.isEmpty()) {
            best.found.add(bound);
        }
        return new Found(List.copyOf(best.found), complete, searched(complete));
    }

    /** The smallest that were found, and what others have to be smaller than. */
    private static final class Best {
        private final List<List<Candidate>> found = new ArrayList<>();
        private final boolean all;
        private List<Candidate> bound;

        Best(List<Candidate> bound, boolean all) {
            this.bound = bound;
            this.all = all;
        }

        void add(List<Candidate> changes) {
            if (!found.isEmpty() && compare(changes, changes.size()) < 0) {
                found.clear();
            }
            if (found.size() < MOST_OTHERS) {
                found.add(List.copyOf(changes));
            }
            bound = changes;
        }

        /** Whether what begins so, broadest first, cannot become what is wanted. */
        boolean excludes(List<Candidate> chosen, int size) {
            if (bound.size() != size) {
                return false;
            }
            final int order = compare(chosen, size);
            return order > 0 || order == 0 && chosen.size() == size && !all;
        }

        private int compare(List<Candidate> chosen, int size) {
            if (bound.size() != size) {
                return Integer.compare(size, bound.size());
            }
            final List<Breadth> known =
                    bound.stream().map(Candidate::breadth).sorted(Comparator.reverseOrder()).toList();
            for (int k = 0; k < chosen.size(); k++) {
                final int order = chosen.get(k).breadth().compareTo(known.get(k));
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        }
    }

    /**
     * Tries the combinations of so many changes more, each narrower than those that were chosen, or as narrow and
     * before them.
     *
     * @return whether it went to the end of what can be smaller than the best
     */
    private boolean combine(int more, List<Candidate> broader, int below, Best best) throws RefusedException {
        for (int index = more - 1; index < below; index++) {
            final Candidate next = candidates.get(index);
            final List<Candidate> chosen = new ArrayList<>(broader);
            chosen.add(next);
            if (best.excludes(chosen, broader.size() + more)) {
                return true;
            }
            if (broader.stream().noneMatch(other -> other.edit().overlaps(next.edit()))
                    && !(more > 1 ? combine(more - 1, chosen, index, best) : attempt(chosen, best))) {
                return false;
            }
        }
        return true;
    }

    private boolean attempt(List<Candidate> changes, Best best) throws RefusedException {
        if (isSpent(alongDrops == null ? MOST_BEFORE_DROPS : 1)) {
            return false;
        }
        tried.merge(changes.size(), 1, Integer::sum);
        if (delivers(changes)) {
            best.add(changes);
        }
        return true;
    }

    private boolean isSpent(double share) throws RefusedException {
        if (Thread.currentThread().isInterrupted()) {
            throw new RefusedException("found the search stopped after " + trials + " trials, expected time for more");
        }
        return trials >= limits.trials() * share || System.nanoTime() - begun >= limits.time().toNanos() * share;
    }

    private List<Candidate> alongDrops() throws RefusedException {
        if (alongDrops == null) {
            alongDrops = followDrops();
        }
        return alongDrops;
    }

    /** Changes that each take the drop away that is in the way then; none if that leads nowhere, or takes too long. */
    private List<Candidate> followDrops() throws RefusedException {
        final List<Candidate> path = new ArrayList<>();
        while (path.size() < limits.changes() && !isSpent(1)) {
            final Optional<Suspicion> drop = suspicion(path);
            if (drop.isEmpty()) {
                return List.of();
            }
            final Suspicion now = drop.get();
            Candidate step = null;
            for (Candidate each : suspects(now)) {
                final List<Candidate> longer = new ArrayList<>(path);
                longer.add(each);
                if (path.stream().anyMatch(other -> other.edit().overlaps(each.edit()))) {
                    continue;
                }
                if (isSpent(1)) {
                    return List.of();
                }
                if (delivers(longer)) {
                    return longer;
                }
                if (step == null && !isSpent(1) && suspicion(longer).map(then -> !then.equals(now)).orElse(false)) {
                    step = each;
                }
            }
            if (step == null) {
                return List.of();
            }
            path.add(step);
        }
        return List.of();
    }

    private List<Candidate> suspects(Suspicion drop) {
        final List<Candidate> suspects = new ArrayList<>(candidates.stream()
                .filter(each -> drop.rank(each, spec) < Suspicion.NONE).toList());
        suspects.sort(Comparator.comparingInt(each -> drop.rank(each, spec)));
        return suspects.subList(0, Math.min(MOST_SUSPECTS, suspects.size()));
    }

    private Optional<Suspicion> suspicion(List<Candidate> changes) {
        trials++;
        try {
            return twin.run(changed(changes)).last().flatMap(decision -> Suspicion.of(decision, to));
        } catch (RefusedException none) {
            return Optional.empty();
        }
    }

    private boolean delivers(List<Candidate> changes) {
        trials++;
        try {
            final SwitchSpec with = changed(changes);
            return twin.run(with).isDelivered(to) && switches.check(List.of(with)).isEmpty();
        } catch (RefusedException no) {
            return false;
        }
    }

    private SwitchSpec changed(List<Candidate> changes) throws RefusedException {
        return editor.apply(changes.stream().map(Candidate::edit).toList());
    }

    private String searched(boolean complete) {
        if (tried.isEmpty() && complete) {
            return "the rule of the drop alone, of " + candidates.size() + " single changes: none is smaller";
        }
        final StringBuilder words = new StringBuilder();
        for (int size = 1; size <= limits.changes(); size++) {
            if (tried.containsKey(size)) {
                words.append(words.isEmpty() ? "" : ", ").append(tried.get(size))
                        .append(size == 1 ? " of " + candidates.size() + " single changes" : size == 2 ? " pairs"
                                : " of three");
            }
        }
        return words.append(complete ? "" : ", then it stopped: not all smaller ones were tried").toString();
    }
}
