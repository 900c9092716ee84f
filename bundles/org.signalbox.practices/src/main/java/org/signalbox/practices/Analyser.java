package org.signalbox.practices;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.signalbox.command.FabricDocument;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks all practices about a document, side by side, and none of them for longer than a second; one that has not come
 * back yet is not asked again. The answer is kept for as long as the document and the practices are the same, unless
 * one was late: then all are asked again, which takes no time while that one has not come back.
 */
@Component(service = Analyser.class)
public final class Analyser {
    private static final Logger LOG = LoggerFactory.getLogger(Analyser.class);

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<Practice> practices = List.of();

    private final Clock clock;
    private final long patienceMillis;
    private final ExecutorService threads =
            Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("practice ", 0).factory());
    private final Set<Practice> away = ConcurrentHashMap.newKeySet();
    private Scan last;

    @Activate
    public Analyser() {
        this(Clock.systemUTC(), TimeUnit.SECONDS.toMillis(1));
    }

    Analyser(Clock clock, long patienceMillis) {
        this.clock = clock;
        this.patienceMillis = patienceMillis;
    }

    @Deactivate
    void stop() {
        threads.shutdownNow();
    }

    /** In the place of services, for tests. */
    void use(List<Practice> others) {
        practices = List.copyOf(others);
    }

    /** What is known of a document; asks if that is nothing. Blocks for little more than a second at most. */
    synchronized Scan known(FabricDocument document) throws InterruptedException {
        final boolean same = last != null && last.document() == document && last.practices().equals(practices);
        return same && last.outcomes().stream().noneMatch(Outcome::late) ? last : scan(document);
    }

    /** Asks anew. Blocks for little more than a second at most. */
    synchronized Scan scan(FabricDocument document) throws InterruptedException {
        final List<Practice> asked = List.copyOf(practices);
        final List<Outcome> outcomes = new ArrayList<>();
        final List<Callable<Outcome>> calls =
                asked.stream().<Callable<Outcome>>map(practice -> () -> ask(practice, document)).toList();
        final List<Future<Outcome>> answers = threads.invokeAll(calls, patienceMillis, TimeUnit.MILLISECONDS);
        for (int i = 0; i < answers.size(); i++) {
            outcomes.add(outcome(asked.get(i), answers.get(i)));
        }
        last = new Scan(document, asked, clock.instant(), outcomes);
        return last;
    }

    private Outcome ask(Practice practice, FabricDocument document) {
        if (!away.add(practice)) {
            return late(practice);
        }
        try {
            final Rule rule = practice.rule();
            return new Outcome(rule, practice.check(document), "", false);
        } finally {
            away.remove(practice);
        }
    }

    private static Outcome outcome(Practice practice, Future<Outcome> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (final CancellationException late) {
            return late(practice);
        } catch (final ExecutionException failed) {
            LOG.warn("The practice {} failed", name(practice), failed.getCause());
            return Outcome.failed(name(practice),
                    "The practice " + name(practice) + " failed: " + failed.getCause() + ".", false);
        }
    }

    private static Outcome late(Practice practice) {
        return Outcome.failed(name(practice),
                "The practice " + name(practice) + " did not answer within a second; it is left out.", true);
    }

    /** Of its class: it may be the rule that it fails to give. */
    private static String name(Practice practice) {
        final String name = practice.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
