package org.signalbox.workbench.wizards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.wizards.CaptureAnswers.Place;

/** What a capture's answers come to. */
class CaptureAnswersTest {

    private static final Place PROD = new Place("prod", List.of());

    private static Plan plan(List<Place> places, String filter, String path, String megabytes, String files) {
        return new CaptureAnswers(places, filter, "both", path, "", megabytes, files, "").plan();
    }

    @Test
    void shouldCaptureSomeAdaptersOfASwitch() {
        assertThat(plan(List.of(new Place("prod", List.of("web", "db"))), "tcp port 80", "/tmp/a b.pcapng", "2", "3")
                .commands()).containsExactly(new Cmdlet("Start-VMSwitchCapture", Map.of("VMSwitchName", "prod", "Path",
                        "/tmp/a b.pcapng", "VMNetworkAdapterName", List.of("web", "db"), "Filter", "tcp port 80",
                        "Direction", "both", "FileSize", 2_097_152L, "FileCount", 3L)));
    }

    @Test
    void shouldNameTheFileOfEachSwitchOfTheFabric() {
        assertThat(plan(List.of(PROD, new Place("h1/dev", List.of())), "", "/a.b/all.pcapng", "", "").commands())
                .extracting(each -> each.parameters().get("Path"))
                .containsExactly("/a.b/all-prod.pcapng", "/a.b/all-h1-dev.pcapng");
        assertThat(plan(List.of(PROD, PROD), "", "/a.b/all", "", "").commands().getFirst().parameters())
                .containsEntry("Path", "/a.b/all-prod");
    }

    @Test
    void shouldSayWhatIsWrong() {
        assertThat(plan(List.of(), "", "", "", "").problems()).allMatch(Plan.Problem::missing)
                .extracting(Plan.Problem::field).containsExactly(CaptureAnswers.PLACES, CaptureAnswers.PATH);
        assertThat(plan(List.of(PROD), "tcp prot 80", "a.pcapng", "0", "x").problems())
                .extracting(Plan.Problem::field).containsExactly(CaptureAnswers.PATH, CaptureAnswers.FILTER,
                        CaptureAnswers.SIZE, CaptureAnswers.FILES);
        assertThat(plan(List.of(PROD), "", "/a", "", "3").problems()).extracting(Plan.Problem::sentence)
                .containsExactly("Found a number of files without a size, expected both.");
    }
}
