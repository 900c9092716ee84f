package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;

class PomTest {
    @TempDir
    private Path folder;

    private Project read(final String content) throws Exception {
        Files.writeString(folder.resolve("pom.xml"), "<project>\n" + content + "\n</project>\n");
        return Pom.read(folder);
    }

    @Test
    void shouldReadWhatTheBundleIsMadeOf() throws Exception {
        final Project project = read("""
                <parent><groupId>org.acme</groupId><artifactId>all</artifactId><version>2.1</version></parent>
                <artifactId>meter</artifactId>
                <name>Meter of ${vendor}</name>
                <properties>
                    <java>25</java>
                    <vendor>Acme ${java}</vendor>
                    <maven.compiler.release>${java}</maven.compiler.release>
                </properties>
                <build><plugins>
                    <plugin><artifactId>maven-compiler-plugin</artifactId><configuration>
                        <compilerArgs><arg>-Xlint:all</arg><arg>-J-Xmx1g</arg></compilerArgs>
                        <parameters>true</parameters>
                    </configuration></plugin>
                    <plugin><artifactId>bnd-maven-plugin</artifactId>
                        <executions><execution><configuration><bnd><![CDATA[
                            Bundle-Vendor: ${vendor} of ${project.groupId}
                            -noextraheaders: ${unknown}
                        ]]></bnd></configuration></execution></executions>
                    </plugin>
                </plugins></build>""");
        assertThat(project.artifactId()).isEqualTo("meter");
        assertThat(project.version()).isEqualTo("2.1");
        assertThat(project.name()).isEqualTo("Meter of Acme 25");
        assertThat(project.compilerOptions()).containsExactly("--release", "25", "-parameters", "-Xlint:all");
        assertThat(project.bndFile()).isEmpty();
        assertThat(project.bndInstructions().lines().map(String::strip)).containsExactly(
                "Bundle-Vendor: Acme 25 of org.acme", "-noextraheaders: ${unknown}");
        assertThat(project.properties()).containsEntry("project.version", "2.1").containsEntry("vendor", "Acme 25");
    }

    @Test
    void shouldPreferABndFile() throws Exception {
        final Path bnd = Files.writeString(folder.resolve("bnd.bnd"), "Bundle-Vendor: Acme\n");
        assertThat(read("<artifactId>meter</artifactId><version>1</version>").bndFile()).contains(bnd);
    }

    @Test
    void shouldCountVersionsThatOsgiTakes() throws Exception {
        assertThat(read("<artifactId>a</artifactId><version>1.2.3</version>").devVersion(7)).isEqualTo("1.2.3.dev7");
        assertThat(read("<artifactId>a</artifactId><version>1.0-SNAPSHOT</version>").devVersion(1))
                .isEqualTo("1.0.0.dev1");
        assertThat(read("<artifactId>a</artifactId><version>2.x</version>").devVersion(1)).isEqualTo("2.0.0.dev1");
    }

    @Test
    void shouldSayWhereItIsWrong() {
        assertRefused("<artifactId>a</artifactId>", "pom.xml: found no version, expected one that stands in the file");
        assertRefused("<artifactId>a</artifactId><version>${revision}</version>",
                "pom.xml: found the version '${revision}', expected one that stands in the file");
        assertRefused("<artifactId>a\n</version>", "pom.xml:3: found what is no XML (");
    }

    /** A value that names itself is left as it is. */
    @Test
    void shouldBearCircles() throws Exception {
        assertThat(read("<artifactId>a</artifactId><version>1</version><properties><x>${y}</x><y>${x}</y></properties>")
                .properties().get("x")).startsWith("${");
    }

    private void assertRefused(final String content, final String sentence) {
        assertThatThrownBy(() -> read(content)).isInstanceOf(RefusedException.class).hasMessageStartingWith(sentence);
    }
}
