package org.signalbox.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkshopTest {
    private static final List<Path> CLASS_PATH = Arrays.stream(System.getProperty("java.class.path")
            .split(File.pathSeparator)).map(Path::of).toList();

    @TempDir
    private Path folder;
    @TempDir
    private Path work;
    private Workshop workshop;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(folder.resolve("pom.xml"), """
                <project><artifactId>idle</artifactId><version>1.0</version><name>Idle</name><build><plugins><plugin>
                <artifactId>bnd-maven-plugin</artifactId><configuration><bnd>
                    Bundle-Vendor: Example of ${project.name}
                    Here: ${.}
                </bnd></configuration></plugin></plugins></build></project>
                """);
        save("A", """
                import org.osgi.service.component.annotations.Component;
                import org.signalbox.vswitch.extension.*;

                @Component(service = Extension.class)
                public final class A implements FilteringExtension {
                    @Override
                    public FilteringStage create(StageContext context) {
                        return new FilteringStage() { };
                    }
                }
                """);
        workshop = new Workshop(folder, work, Optional.of(CLASS_PATH));
        workshop.open();
    }

    @AfterEach
    void close() throws Exception {
        workshop.close();
    }

    private void save(final String name, final String text) throws Exception {
        final Path file = folder.resolve("src/main/java/org/example/" + name + ".java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package org.example;\n" + text);
    }

    @Test
    void shouldMakeTheBundleThatMavenWouldMake() throws Exception {
        Files.writeString(Files.createDirectories(folder.resolve("src/main/resources/data")).resolve("a.txt"), "kept");
        final Built built = workshop.build(3);
        assertThat(built.errors()).isEmpty();
        assertThat(built.id() + " " + built.version()).isEqualTo("idle 1.0.0.dev3");
        assertThat(built.classes()).containsExactlyInAnyOrder("org.example.A", "org.example.A$1");
        try (JarFile jar = new JarFile(built.bundle().toFile())) {
            final Attributes headers = jar.getManifest().getMainAttributes();
            assertThat(headers.getValue("Bundle-SymbolicName")).isEqualTo("idle");
            assertThat(headers.getValue("Bundle-Version")).isEqualTo("1.0.0.dev3");
            assertThat(headers.getValue("Bundle-Vendor")).isEqualTo("Example of Idle");
            assertThat(headers.getValue("Here")).isEqualTo(folder.toString());
            assertThat(headers.getValue("Service-Component")).isEqualTo("OSGI-INF/org.example.A.xml");
            assertThat(headers.getValue("Import-Package")).contains("org.signalbox.vswitch.extension;version=\"[1.");
            assertThat(jar.getEntry("OSGI-INF/org.example.A.xml")).isNotNull();
            assertThat(jar.getEntry("data/a.txt")).isNotNull();
        }
    }

    @Test
    void shouldForgetSourcesThatAreGone() throws Exception {
        save("B", "class B { }\n");
        assertThat(workshop.build(1).classes()).contains("org.example.B");
        Files.delete(folder.resolve("src/main/java/org/example/B.java"));
        assertThat(workshop.build(2).classes()).doesNotContain("org.example.B");
    }

    @Test
    void shouldTellErrorsAsTheCompilerDoes() throws Exception {
        save("B", "class B {\n    int wrong = \"text\";\n}\n");
        assertThat(workshop.build(1).errors()).containsExactly(
                "src/main/java/org/example/B.java:3: error: incompatible types: String cannot be converted to int",
                "    int wrong = \"text\";", "                ^", "1 error");
        Files.delete(folder.resolve("src/main/java/org/example/B.java"));
        assertThat(workshop.build(2).isGood()).isTrue();
    }

    @Test
    void shouldTellErrorsOfInstructions() throws Exception {
        Files.writeString(folder.resolve("bnd.bnd"), "-include: absent.bnd\n");
        workshop.open();
        assertThat(workshop.build(1).errors()).isNotEmpty().allMatch(line -> line.startsWith("bnd: "));
    }
}
