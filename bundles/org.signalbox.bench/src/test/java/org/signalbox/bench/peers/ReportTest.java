package org.signalbox.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.signalbox.schema.JsonText;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
    private final Peer ours = new Signalbox(Path.of("signalbox"));
    private final Peer theirs = new OpenVSwitch();
    private final Figures figures = new Figures();
    private final Report report = new Report(
            new Machine(LocalDate.of(2026, 11, 26), "A <fast> processor", 2, "Linux 6", List.of("OVS 3", "JDK 25")), 3,
            350.4, figures, ours, theirs, List.of("vde_switch, tap: no frames pass"));

    @BeforeAll
    static void writeFiguresTheSameEverywhere() {
        Locale.setDefault(Locale.ROOT);
    }

    private void see(final Link link, final Figure figure, final double mine, final double other) {
        figures.add(new Figures.Row(theirs.name(), link), figure, other);
        figures.add(new Figures.Row(ours.name(), link), figure, mine);
    }

    @Test
    void shouldTellRatiosAndWhetherTheyMeetTheirGoals() {
        see(Link.VETH, Figure.GUARDED_CPU, 2_100, 3_000);
        see(Link.TAP, Figure.GUARDED_CPU, 2_700, 3_000);
        see(Link.VETH, Figure.TCP, 1.6, 1);
        see(Link.TAP, Figure.TCP, 1.4, 1);
        see(Link.VETH, Figure.CPU, 1, 2);
        final List<String> lines = report.ratios().lines().toList();
        assertThat(lines).anyMatch(line -> line.matches(".*VLANs.* AF_PACKET  0\\.70  <= 0\\.70\\s+met"))
                .anyMatch(line -> line.matches(".*VLANs.* tap  0\\.90  <= 0\\.80\\s+MISSED"))
                .anyMatch(line -> line.matches("TCP without offload +AF_PACKET  1\\.60  >= 1\\.50\\s+met"))
                .anyMatch(line -> line.matches("TCP without offload +tap  1\\.40  >= 1\\.50\\s+MISSED"))
                .anyMatch(line -> line.matches("CPU per delivered small frame +AF_PACKET  0\\.50"))
                .anyMatch(line -> line.matches("round trip, median +tap +-  <= 1\\.20 +not measured"))
                .endsWith("vde_switch, tap: no frames pass");
    }

    @Test
    void shouldPutColumnsBesideEachOther() {
        assertThat(Report.aligned(List.of(List.of("", "a", "bb"), List.of("name", "100", "1"))))
                .isEqualTo("        a  bb\nname  100   1\n");
    }

    @Test
    void shouldTellProgramsTheSame() {
        see(Link.TAP, Figure.RTT_P50, 30, 60);
        final Map<?, ?> tree = (Map<?, ?>) JsonText.parse(report.json());
        final Map<?, ?> ratios = (Map<?, ?>) tree.get("ratios");
        assertThat(ratios.get("rttP50Tap")).isEqualTo(Map.of("seen", 0.5, "goal", "<= 1.20", "met", true));
        assertThat(((Map<?, ?>) ratios.get("tcpTap")).get("seen")).isNull();
        assertThat(tree.get("figures")).asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains(Map.of("switch", "Signalbox", "link", "tap", "rttP50", 30.0));
        assertThat(((Map<?, ?>) tree.get("machine")).get("cores")).isEqualTo(2L);
    }

    @Test
    void shouldWriteAPageWithEveryRow() {
        see(Link.TAP, Figure.CPU, 2_000, 4_000);
        figures.add(new Figures.Row(ours.name(), Link.TAP), Figure.CPU, 2_200);
        final String page = report.page("peers.svg");
        assertThat(page).contains("2026-11-26, A <fast> processor, 2 cores, Linux 6; OVS 3; JDK 25", "](peers.svg)",
                "| Signalbox, tap |  | 2,100 (±5 %) |  |  |", "| CPU per delivered small frame | tap | 0.53 |  |  |",
                "- vde_switch, tap: no frames pass");
        assertThat(page.lines()).allMatch(line -> line.startsWith("|") || line.length() <= 120);
    }

    @Test
    void shouldDrawBarsInProportion() throws Exception {
        see(Link.TAP, Figure.CPU, 1_000, 4_000);
        final Document svg = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Plot.svg(figures))));
        double theirBar = 0;
        double ourBar = 0;
        final var bars = svg.getElementsByTagName("rect");
        for (int i = 0; i < bars.getLength(); i++) {
            final Element bar = (Element) bars.item(i);
            if (bar.getAttribute("class").equals("first") && bar.getAttribute("x").equals("200.0")) {
                ourBar = theirBar == 0 ? 0 : Double.parseDouble(bar.getAttribute("width"));
                theirBar = theirBar == 0 ? Double.parseDouble(bar.getAttribute("width")) : theirBar;
            }
        }
        assertThat(theirBar).isEqualTo(570);
        assertThat(ourBar).isEqualTo(142.5);
        assertThat(svg.getElementsByTagName("style").item(0).getTextContent()).contains("prefers-color-scheme: dark");
    }
}
