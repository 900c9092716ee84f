package org.signalbox.workbench.health;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;

/** Problems as their sources tell them. Those of practices are read again when they were checked again. */
final class Findings {

    private List<Problem> practices = List.of();
    private int count;
    private Instant checked = Instant.EPOCH;

    int practices() {
        return count;
    }

    Instant checked() {
        return checked;
    }

    /** What goes against best practices. Blocks for as long as they are checked. */
    List<Problem> ofPractices(Commands commands) throws RefusedException {
        final List<Answer> models = Answer.of(commands, Cmdlet.of("Get-BpaModel"));
        count = models.size();
        final Instant last = models.stream().map(each -> Instant.parse(each.text("lastScanTime")))
                .max(Instant::compareTo).orElse(Instant.EPOCH);
        if (!last.equals(checked)) {
            checked = last;
            practices = Answer.of(commands, Cmdlet.of("Get-BpaResult")).stream().map(Findings::ofPractice).toList();
        }
        return practices;
    }

    private static Problem ofPractice(Answer row) {
        return new Problem(Severity.valueOf(row.text("severity")), Problem.Kind.PRACTICE, row.text("title"),
                row.text("object"), row.text("problem"), row.text("impact"), row.text("source"),
                row.text("resolution"));
    }

    /** What the fabric's document says and nobody obeys. */
    static List<Problem> ofFabric(List<String> warnings) {
        return warnings.stream().map(each -> new Problem(Severity.WARNING, Problem.Kind.FABRIC,
                "What the fabric says has an effect.", "", capital(each) + ".",
                "It is kept as it was written, and has no effect until what is missing is there.", "", "")).toList();
    }

    /** What extensions left behind. */
    static List<Problem> ofLeaks(List<ExtensionLeak> leaks) {
        return leaks.stream().map(each -> new Problem(Severity.WARNING, Problem.Kind.LEAK,
                "An extension that leaves takes everything along.", each.extension(),
                each.extension() + " " + each.version() + " left behind: " + each.what(),
                "It takes memory or processor time until the program ends. Ask who makes the extension.", "", ""))
                .toList();
    }

    /** Extensions that have failed and ports that are down. */
    static List<Problem> ofSwitches(List<SwitchStatus> live) {
        final List<Problem> problems = new ArrayList<>();
        for (final SwitchStatus status : live) {
            final String name = status.spec().name();
            for (final StageStatus stage : status.stages()) {
                if (stage.state() == StageStatus.State.FAULTED) {
                    problems.add(ofStage(Severity.ERROR, name,
                            stage.extension() + " has failed: " + stage.reason() + "."));
                } else if (stage.faults() > 0) {
                    problems.add(ofStage(Severity.WARNING, name, stage.extension() + " runs again and has failed "
                            + Figures.counted(stage.faults(), "time", "times") + " since it was enabled."));
                }
            }
            for (final PortStatus port : status.ports()) {
                if (port.link() == LinkState.DOWN) {
                    problems.add(new Problem(Severity.ERROR, Problem.Kind.PORT, "A port with an attachment is up.",
                            name + " / " + port.spec().name(), port.spec().name() + " is down: " + port.reason() + ".",
                            "Frames to it and from it are lost. It comes up by itself when its attachment can.", "",
                            ""));
                }
            }
        }
        return problems;
    }

    private static Problem ofStage(Severity severity, String switchName, String sentence) {
        return new Problem(severity, Problem.Kind.EXTENSION, "An extension runs without a failure.", switchName,
                sentence, "What becomes of frames while it does not run, Set-VMSwitchExtension -OnFailure says. One in "
                        + "quarantine waits until it is disabled and enabled.", "", "");
    }

    private static String capital(String sentence) {
        return sentence.isEmpty() ? sentence : Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
    }
}
