package org.signalbox.workbench.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.workbench.topology.Scene.Arrangement;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The map as SVG: well-formed, each thing once, texts as texts. */
class SvgTest {

    private static List<Element> elements(Document document, String name) {
        final NodeList all = document.getElementsByTagName(name);
        final List<Element> elements = new ArrayList<>();
        for (int i = 0; i < all.getLength(); i++) {
            elements.add((Element) all.item(i));
        }
        return elements;
    }

    private static String name(Target target) {
        return target.kind().name().toLowerCase(Locale.ROOT) + " " + target.switchName()
                + target.port().map(port -> "/" + port).orElse("");
    }

    @ParameterizedTest
    @EnumSource
    void shouldNameEachThingOfTheSceneOnce(Arrangement arrangement) throws Exception {
        final Scene scene = new Scene(SceneTest.live("h%d/prod", 40, 3, 0), arrangement, 1.7);
        final Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(Export.svg(scene, false))));
        assertThat(elements(document, "g").stream().filter(each -> each.hasAttribute("data-name"))
                .map(each -> each.getAttribute("data-kind") + " " + each.getAttribute("data-name")))
                .containsExactlyInAnyOrderElementsOf(scene.order().stream()
                        .filter(each -> each.kind() != Target.Kind.HOST || arrangement == Arrangement.HOSTS)
                        .map(SvgTest::name).toList());
        assertThat(elements(document, "text").stream().map(Element::getTextContent))
                .contains("prod", "prod ports", "vm39", "Uplinks", "no machine yet");
        final Element root = document.getDocumentElement();
        assertThat(root.getAttribute("viewBox"))
                .isEqualTo("0 0 " + scene.bounds().width() + " " + scene.bounds().height());
    }
}
