package org.signalbox.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.stream.IntStream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/** The page is well-formed, whatever is written on it, and says what was found. */
class HtmlReportTest {
    private static final String HOSTILE =
            "</td><script>alert('x')</script>&amp;\"<img src=x onerror=y>\u0000\uFFFE\uD800";
    private static final byte[] FRAME = new OrdinaryTraffic(7).shortest().getFirst();

    private static Document page(final String name, final Judgement... judgements) throws Exception {
        final Attributes manifest = new Attributes();
        manifest.putValue("Bundle-SymbolicName", name);
        manifest.putValue("Bundle-Version", "1.0.0");
        final List<Verifier.Line> lines = List.of(judgements).stream()
                .map(judgement -> new Verifier.Line("a check", judgement)).toList();
        final String page = HtmlReport.of(List.of(new Verdict(Path.of("x.jar"),
                new ExtensionJar(new byte[] {1}, manifest, Set.of(), Map.of(), ""), lines, 1.5)),
                List.of(List.of("Java", name)));
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<String> texts(final NodeList nodes) {
        return IntStream.range(0, nodes.getLength()).mapToObj(i -> nodes.item(i).getTextContent()).toList();
    }

    @Test
    void shouldWriteUntrustedTextAsTextAlone() throws Exception {
        final Document page = page(HOSTILE, Judgement.ok(HOSTILE), Judgement.red(Finding.of(HOSTILE, HOSTILE)),
                Judgement.notJudged(HOSTILE));
        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("img").getLength()).isZero();
        final String kept = HOSTILE.replaceAll("[\u0000\uFFFE\uD800]", " ");
        assertThat(texts(page.getElementsByTagName("td"))).contains(kept, kept + "Do: " + kept);
        assertThat(page.getElementsByTagName("h2").item(0).getTextContent())
                .contains("</td><script>alert('x')</script>&amp");
    }

    @Test
    void shouldShowFramesWithWhatTheyAre() throws Exception {
        final Document page = page("an.extension", Judgement.red(Finding.of("seen", List.of(FRAME), "mend")));
        assertThat(texts(page.getElementsByTagName("figcaption"))).singleElement().asString()
                .startsWith(FRAME.length + " bytes: ").contains("10.0.0.1");
        assertThat(texts(page.getElementsByTagName("pre"))).containsExactly(Finding.hex(FRAME));
        assertThat(texts(page.getElementsByTagName("dd"))).contains(
                "4bf5122f344554c53bde2ebb8cd2b7e3d1600ad631c385a5d7cce23c7785459a", "x.jar");
    }
}
