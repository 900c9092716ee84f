package org.signalbox.fabric.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Version;
import org.signalbox.fabric.extension.JarStore;
import org.signalbox.fabric.extension.Need;
import org.signalbox.fabric.extension.TestJars;

/** Indexes that bnd wrote, and those that somebody wrote who means no good. */
class IndexReaderTest {
    private static final String HEAD =
            "<repository xmlns='http://www.osgi.org/xmlns/repository/v1.0.0' increment='1' name='x'>";
    private static final String RESOURCE = """
            <resource>
              <capability namespace='osgi.identity'>
                <attribute name='osgi.identity' value='com.acme'/>
                <attribute name='type' value='osgi.bundle'/>
                <attribute name='version' type='Version' value='1.0'/>
              </capability>
              <capability namespace='osgi.content'>
                <attribute name='osgi.content' value='%s'/>
                <attribute name='url' value='a.jar'/>
                <attribute name='size' type='Long' value='7'/>
              </capability>
              %s
            </resource>
            """;

    @TempDir
    Path folder;

    private static List<Offered> read(String text) {
        return IndexReader.read(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String more) {
        return RESOURCE.formatted("A".repeat(64), more);
    }

    @Test
    void shouldReadWhatAnotherWrote() throws Exception {
        final Path jar = TestJars.bundle(folder.resolve("m.jar"), "com.acme.meter", "1.2.3",
                "Bundle-Description", "Counts <all>", "Import-Package",
                "com.acme.util;version=\"[1,2)\",com.acme.more;resolution:=optional",
                "Export-Package", "com.acme.meter;version=1.5", "Provide-Capability",
                "osgi.service;objectClass:List<String>=\"org.signalbox.vswitch.extension.Extension,x\";"
                        + "effective:=active",
                "Require-Capability", "osgi.service;filter:=\"(objectClass=y)\";effective:=active");
        final List<Offered> read = IndexReader.read(Files.readAllBytes(TestIndex.write(folder)));
        assertThat(read).singleElement().satisfies(each -> {
            assertThat(each.words()).isEqualTo("com.acme.meter 1.2.3");
            assertThat(each.description()).isEqualTo("Counts <all>");
            assertThat(each.isExtension()).isTrue();
            assertThat(each.needs()).extracting(Need::words).containsExactly("the package com.acme.util [1.0.0,2.0.0)");
            assertThat(each.offers()).anySatisfy(offer -> assertThat(offer.attributes())
                    .containsEntry("osgi.wiring.package", "com.acme.meter")
                    .containsEntry("version", Version.parseVersion("1.5")));
            assertThat(each.url()).isEqualTo("m.jar");
            assertThat(each.size()).isEqualTo(Files.size(jar));
            assertThat(each.sha256()).isEqualTo(JarStore.digest(jar));
        });
    }

    @Test
    void shouldLeaveOutWhatIsNoBundle() {
        final String other = resource("").replace("osgi.bundle", "com.acme.picture");
        assertThat(read(HEAD + other + "<referral url='http://elsewhere/index.xml'/>" + resource("")
                + "<resource/></repository>")).hasSize(1);
    }

    @Test
    @Timeout(20)
    void shouldRefuseABillionLaughs() {
        final StringBuilder type = new StringBuilder("<!DOCTYPE repository [ <!ENTITY l0 'ha'>");
        for (int i = 1; i < 10; i++) {
            type.append("<!ENTITY l").append(i).append(" '").append(("&l" + (i - 1) + ";").repeat(10)).append("'>");
        }
        assertThatThrownBy(() -> read(type + "]>" + HEAD + "&l9;</repository>"))
                .isInstanceOf(IllegalArgumentException.class).hasMessage("it has a document type");
    }

    @Test
    void shouldReadNoOtherFile() throws Exception {
        final Path secret = Files.writeString(folder.resolve("secret"), "secret");
        assertThatThrownBy(() -> read("<!DOCTYPE repository [ <!ENTITY s SYSTEM '" + secret.toUri() + "'> ]>" + HEAD
                + resource("").replace("com.acme", "&s;") + "</repository>"))
                .hasMessage("it has a document type");
        assertThatThrownBy(() -> read("<!DOCTYPE repository SYSTEM '" + secret.toUri() + "'>" + HEAD + "</repository>"))
                .hasMessage("it has a document type");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <html/>                                                 | it begins with the element html
            <repository/>                                           | it begins with the element repository
            HEAD <resource>                                         | XML document structures must start and end
            HEAD &bomb; </repository>                               | The entity "bomb" was referenced, but not declared
            HEAD <resource><script/></resource></repository>        | it has a script in a resource
            HEAD <resource><capability/></resource></repository>    | it has a capability without namespace
            HEAD GOOD<capability namespace='x'><attribute name='n'/></capability>END | it has a attribute without value
            HEAD GOOD<capability namespace='x'><attribute name='n' type='Long' value='x'/></capability>END | For input
            HEAD GOOD<capability namespace='x'><attribute name='n' type='Version' value='x'/></capability>END | invalid
            HEAD GOOD<requirement namespace='x'><directive name='filter' value='LONG'/></requirement>END | it has
            HEAD SHORT                                              | it has no version, size and SHA-256 of com.acme
            HEAD ODD                                                | it has a bundle whose id is no symbolic name
            nothing                                                 | Content is not allowed in prolog
            """)
    void shouldSayWhatIsWrong(String text, String expected) {
        final String[] parts = resource("@").split("@");
        assertThatThrownBy(() -> read(text.replace("HEAD", HEAD).replace("GOOD", parts[0])
                .replace("END", parts[1] + "</repository>").replace("LONG", "(!".repeat(5000))
                .replace("ODD", resource("").replace("com.acme", "../com&#10;acme") + "</repository>")
                .replace("SHORT", RESOURCE.formatted("ab", "") + "</repository>")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(expected)
                .hasMessageNotContaining("\n");
    }

    @Test
    void shouldBoundHowMuchThereIs() {
        assertThatThrownBy(() -> read(HEAD + resource("").repeat(10_001) + "</repository>"))
                .hasMessage("it has more than 10000 bundles");
        assertThatThrownBy(() -> read(HEAD + resource("<requirement namespace='x'/>".repeat(500_001))
                + "</repository>"))
                .hasMessage("it has more than 500000 elements");
    }

    @Test
    @Timeout(10)
    void shouldBoundWhatOneElementHas() {
        assertThatThrownBy(() -> read(HEAD + resource(attribute("String", "x".repeat(65_537))) + "</repository>"))
                .hasMessage("it has a value of more than 65536 characters");
        assertThatThrownBy(() -> read(HEAD + resource(attribute("List", "a,".repeat(30_000)).repeat(17))
                + "</repository>")).hasMessage("it has more than 500000 elements");
        assertThat(read(HEAD + resource(attribute("List&lt;" + " ".repeat(50_000), "a")) + "</repository>")).hasSize(1);
    }

    private static String attribute(String type, String value) {
        return "<capability namespace='x'><attribute name='a' type='" + type + "' value='" + value
                + "'/></capability>";
    }
}
