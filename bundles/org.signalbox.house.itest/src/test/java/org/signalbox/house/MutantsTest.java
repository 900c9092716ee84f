package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.house.Verdicts.Verdict;

/** {@code verify} finds the mistake in each mutant of a good extension on its line, and none in the good ones. */
class MutantsTest {
    private static final int FEWEST = 20;

    @TempDir
    Path folder;

    @Test
    void shouldFindEachMistakeOnItsLineAndNoneInTheGoodOnes() throws Exception {
        final Map<String, Path> good = GoodExtensions.find(Files.createDirectory(folder.resolve("made")));
        final ExtensionBuild build = new ExtensionBuild(Folders.emptied("mutants"));
        final List<Path> jars = new ArrayList<>();
        for (final Map.Entry<String, Path> each : good.entrySet()) {
            jars.add(build.good(each.getKey(), each.getValue()));
        }
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (final Future<Path> jar : both.invokeAll(Mutants.ALL.stream().<Callable<Path>>map(mutant ->
                    () -> build.bad(mutant, good.get(mutant.project()))).toList())) {
                jars.add(jar.get());
            }
        }
        final Map<String, Verdict> verdicts = Verdicts.of(folder, jars, "--first");
        final SoftAssertions softly = new SoftAssertions();
        good.keySet().forEach(name -> softly.assertThat(verdicts.get(name).red()).as(name + ": " + verdicts.get(name))
                .isEmpty());
        for (final Mutant mutant : Mutants.ALL) {
            final Verdict verdict = verdicts.get(mutant.name());
            softly.assertThat(verdict.red()).as(mutant.name() + ": " + verdict).containsExactly(mutant.line());
        }
        softly.assertAll();
        assertThat(Mutants.ALL).hasSizeGreaterThanOrEqualTo(FEWEST);
        assertThat(verdicts).hasSize(good.size() + Mutants.ALL.size());
    }
}
