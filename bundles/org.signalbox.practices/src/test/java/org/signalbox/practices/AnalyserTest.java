package org.signalbox.practices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.fabric.PracticeLab;
import org.signalbox.practice.Finding;
import org.signalbox.practice.Practice;
import org.signalbox.practice.Rule;
import org.signalbox.practice.Severity;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;

class AnalyserTest {
    private static final long IMPATIENT = 300;

    @TempDir
    Path folder;
    private final Analyser analyser = new Analyser(Clock.systemUTC(), 30_000);
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void stop() {
        never.countDown();
        analyser.stop();
    }

    private interface Checking {
        List<Finding> check(FabricDocument document);
    }

    private static Practice practice(String id, Severity severity, Checking checking) {
        return new Practice() {
            @Override
            public Rule rule() {
                return new Rule(id, severity, "It is so.", "It matters.", "A book");
            }

            @Override
            public List<Finding> check(FabricDocument document) {
                return checking.check(document);
            }
        };
    }

    private static List<Finding> one(FabricDocument document) {
        return List.of(Finding.ofSwitch("prod", "It is not so.", "Set-VMSwitch prod"));
    }

    @Test
    void shouldTellThatAPracticeFailedAndAskTheOthers() throws Exception {
        analyser.use(List.of(new Thrower(), practice("B", Severity.WARNING, AnalyserTest::one),
                practice("C", Severity.WARNING, document -> null)));
        final List<BpaResult> results = analyser.scan(FabricDocument.EMPTY).results();
        assertThat(results).hasSize(3);
        assertThat(results).filteredOn(each -> each.ruleId().endsWith("Thrower")).singleElement().satisfies(failed -> {
            assertThat(failed.severity()).isEqualTo(Severity.ERROR);
            assertThat(failed.problem()).isEqualTo(
                    "The practice AnalyserTest$Thrower failed: java.lang.StackOverflowError: deep.");
        });
        assertThat(results.getLast().problem()).isEqualTo("It is not so.");
    }

    /** Fails before it says who it is. */
    private static final class Thrower implements Practice {
        @Override
        public Rule rule() {
            throw new StackOverflowError("deep");
        }

        @Override
        public List<Finding> check(FabricDocument document) {
            return List.of();
        }
    }

    /** Does not come back, whoever interrupts it. */
    private final class Sleeper implements Practice {
        final AtomicInteger calls = new AtomicInteger();

        @Override
        public Rule rule() {
            return new Rule("Sleeper", Severity.WARNING, "It is so.", "It matters.", "A book");
        }

        @Override
        public List<Finding> check(FabricDocument document) {
            calls.incrementAndGet();
            boolean over = false;
            while (!over) {
                try {
                    never.await();
                    over = true;
                } catch (final InterruptedException ignored) {
                    over = false;
                }
            }
            return List.of();
        }
    }

    @Test
    void shouldNotWaitForAPracticeThatDoesNotAnswerNorAskItAgain() throws Exception {
        final Sleeper sleeper = new Sleeper();
        final Analyser impatient = new Analyser(Clock.systemUTC(), IMPATIENT);
        impatient.use(List.of(sleeper));
        for (int i = 0; i < 3; i++) {
            assertThat(impatient.known(FabricDocument.EMPTY).results()).extracting(BpaResult::problem).containsExactly(
                    "The practice AnalyserTest$Sleeper did not answer within a second; it is left out.");
        }
        assertThat(sleeper.calls).hasValue(1);
        never.countDown();
        final long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!impatient.known(FabricDocument.EMPTY).results().isEmpty() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(impatient.known(FabricDocument.EMPTY).results()).as("it came back").isEmpty();
        impatient.stop();
    }

    @Test
    void shouldNotHoldUpOthersByOneThatDoesNotAnswer() throws Exception {
        final Analyser impatient = new Analyser(Clock.systemUTC(), IMPATIENT);
        impatient.use(List.of(new Sleeper(), practice("B", Severity.WARNING, AnalyserTest::one)));
        List<BpaResult> results = impatient.known(FabricDocument.EMPTY).results();
        for (int i = 0; i < 100 && results.stream().noneMatch(each -> each.ruleId().equals("B")); i++) {
            results = impatient.known(FabricDocument.EMPTY).results();
        }
        assertThat(results).extracting(BpaResult::problem).contains("It is not so.").hasSize(2);
        impatient.stop();
    }

    @Test
    void shouldKeepItsAnswerUntilTheDocumentOrThePracticesChange() throws Exception {
        final AtomicInteger calls = new AtomicInteger();
        final Practice counting = practice("A", Severity.WARNING, document -> {
            calls.incrementAndGet();
            return List.of();
        });
        analyser.use(List.of(counting));
        assertThat(analyser.known(FabricDocument.EMPTY)).isSameAs(analyser.known(FabricDocument.EMPTY));
        assertThat(calls).hasValue(1);
        final FabricDocument other = FabricDocument.EMPTY.withSwitches(
                List.of(new SwitchSpec("prod", SwitchType.PRIVATE, List.of(), List.of())));
        analyser.known(other);
        assertThat(calls).hasValue(2);
        analyser.use(List.of(counting, practice("B", Severity.WARNING, AnalyserTest::one)));
        analyser.known(other);
        assertThat(calls).hasValue(3);
        analyser.scan(other);
        assertThat(calls).hasValue(4);
    }

    @Test
    void shouldAnswerInTheConsoleTheMostSevereFirst() throws Exception {
        try (PracticeLab lab = new PracticeLab(folder)) {
            analyser.use(All.PRACTICES);
            lab.add(new GetBpaResult(analyser));
            lab.add(new GetBpaModel(analyser));
            lab.add(new InvokeBpaModel(analyser));
            lab.load(Path.of("../../product/samples/demo-lab.yaml"));
            assertThat(lab.run("Get-BpaResult | Select-Object -First 2 Severity, RuleId, Object").lines().skip(2))
                    .satisfiesExactly(
                            first -> assertThat(first.strip()).matches("(?i)error +EnabledExtensions +prod"),
                            second -> assertThat(second.strip()).matches("(?i)warning +TenantGuards +prod / web"));
            assertThat(lab.run("(Get-BpaResult -Severity Warning).Count").strip()).isEqualTo("10");
            assertThat(lab.run("(Get-BpaResult enabledextensions).Severity").strip()).isEqualToIgnoringCase("error");
            assertThat(lab.run("(Get-BpaModel).Count").strip()).isEqualTo(String.valueOf(All.PRACTICES.size()));
            assertThat(lab.run("(Invoke-BpaModel TenantGuards).Findings").strip()).isEqualTo("10");
            assertThatThrownBy(() -> lab.run("Get-BpaResult Nonsense"))
                    .hasMessageStartingWith("found no practice \"Nonsense\", expected one of AllowWithoutDeny, ");
        }
    }
}
