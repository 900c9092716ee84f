package org.signalbox.workbench.wizards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.EmptyFabric;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.wizards.InstallAnswers.Spot;

/** What the answers of an extension to install come to, on the real fabric with files that are not there. */
class InstallAnswersTest {

    private static final String METER = "org.acme.meter";
    private static final Source FILE = new Source(true, METER, "", "");

    @TempDir
    Path folder;
    private EmptyFabric fabric;

    @BeforeEach
    void open() throws Exception {
        fabric = new EmptyFabric(folder, Set.of("org.acme.a", "org.acme.b"));
        Cmdlet.of("New-VMSwitch").with("Name", "lab").run(fabric.commands());
        for (final String each : List.of("org.acme.b", "org.acme.a")) {
            Cmdlet.of("Enable-VMSwitchExtension").with("VMSwitchName", "lab").with("Name", each)
                    .run(fabric.commands());
        }
    }

    @AfterEach
    void close() throws Exception {
        fabric.close();
    }

    private Plan plan(Source source, String switchName, Spot spot) {
        return new InstallAnswers(source, each -> Candidate.of(fabric.commands(), each), switchName, spot).plan();
    }

    /** Runs a plan that has to be foreseen, and takes it back. */
    private List<String> takes(Plan plan) throws Exception {
        final FabricDocument before = fabric.commands().document();
        assertThat(new Preview(fabric.commands()).of(plan.commands())).hasSameSizeAs(plan.commands())
                .allSatisfy(step -> {
                    assertThat(step.refusal()).as(step.text()).isEmpty();
                    assertThat(step.sentences()).as(step.text()).isNotEmpty();
                    assertThat(step.isLater()).as(step.text()).isEqualTo(!step.text().startsWith("Install-"));
                });
        assertThat(fabric.installed()).doesNotContain(METER);
        final Batch batch = new Batch(fabric.commands(), plan.reverses());
        assertThat(batch.run(plan.commands(), (i, outcome) -> assertThat(outcome.isDone()).as(outcome.sentence())
                .isTrue())).isTrue();
        assertThat(fabric.installed()).contains(METER);
        final SwitchSpec after = fabric.commands().document().switches().getFirst();
        assertThat(batch.canUndo()).isTrue();
        batch.undo();
        assertThat(fabric.commands().document()).isEqualTo(before);
        assertThat(fabric.installed()).doesNotContain(METER);
        return after.extensions();
    }

    @Test
    void shouldInstallEnableAndPlaceAndTakeItBack() throws Exception {
        assertThat(takes(plan(FILE, "", Spot.TOP))).containsExactly("org.acme.a", "org.acme.b");
        assertThat(takes(plan(FILE, "lab", Spot.TOP))).containsExactly(METER, "org.acme.a", "org.acme.b");
        final List<Spot> spots = Spot.among(List.of("org.acme.a", "org.acme.b"));
        assertThat(spots).extracting(Spot::label).containsExactly("on top of its type", "right above org.acme.b",
                "at the bottom of its type");
        assertThat(takes(plan(FILE, "lab", spots.get(1)))).containsExactly("org.acme.a", METER, "org.acme.b");
        assertThat(takes(plan(FILE, "lab", spots.get(2)))).containsExactly("org.acme.a", "org.acme.b", METER);
        assertThat(Spot.among(List.of())).containsExactly(Spot.TOP);
    }

    @Test
    void shouldWriteTheCommandsAsTheyWouldBeTyped() {
        final Plan plan = plan(FILE, "lab", Spot.BOTTOM);
        assertThat(plan.commands()).extracting(each -> each.text(fabric.commands()).orElseThrow()).containsExactly(
                "Install-VMSwitchExtension -Path " + METER,
                "Enable-VMSwitchExtension -VMSwitchName lab -Name " + METER,
                "Move-VMSwitchExtension -VMSwitchName lab -Name " + METER + " -Last");
        assertThat(plan.notes()).containsExactly("It is unsigned; whose extensions run, Set-ExtensionTrust says.");
    }

    @Test
    void shouldSayWhatIsAtASource() throws Exception {
        assertThat(Candidate.of(fabric.commands(), FILE).sentence())
                .isEqualTo(METER + " 1.0.0, a filtering extension, unsigned; the fabric lets it run.");
        assertThat(Candidate.of(fabric.commands(), new Source(false, "", "repo", METER)).sentence())
                .isEqualTo(METER + " 2.0.0: Counts.");
        assertThatThrownBy(() -> Candidate.of(fabric.commands(), new Source(false, "", "repo", "x")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("repo: found no extension \"x\", expected one of " + METER);
    }

    @Test
    void shouldInstallFromARepository() {
        final Plan plan = plan(new Source(false, "ignored", "repo", METER), "lab", Spot.TOP);
        assertThat(plan.commands()).first().extracting(each -> each.text(fabric.commands()).orElseThrow())
                .isEqualTo("Install-VMSwitchExtension -Id " + METER + " -Repository repo");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(plan(new Source(true, "", "", ""), "lab", Spot.TOP).problems()).singleElement()
                .matches(Plan.Problem::missing).extracting(Plan.Problem::field).isEqualTo(InstallAnswers.PATH);
        assertThat(plan(new Source(false, "", "", ""), "", Spot.TOP).problems()).extracting(Plan.Problem::field)
                .containsExactly(InstallAnswers.REPOSITORY, InstallAnswers.ID);
        final Plan refused = plan(new Source(true, "/none", "", ""), "lab", Spot.TOP);
        assertThat(refused.problems()).containsExactly(new Plan.Problem(InstallAnswers.PATH,
                "File: found no such file, expected an OSGi bundle", false));
        assertThat(refused.commands()).isEmpty();
        assertThat(plan(new Source(false, "", "repo", "x"), "", Spot.TOP).problems()).containsExactly(
                new Plan.Problem(InstallAnswers.ID, "Repository: found no extension \"x\", expected one of " + METER,
                        false));
        assertThat(plan(new Source(true, "a\0b", "", ""), "", Spot.TOP).problems()).containsExactly(
                new Plan.Problem(InstallAnswers.PATH, "File: found 'a?b', expected the path of a file", false));
    }
}
