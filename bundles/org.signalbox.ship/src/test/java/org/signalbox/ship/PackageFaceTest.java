package org.signalbox.ship;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.felix.feature.impl.FeatureServiceImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.feature.Feature;

/** Packages of projects that a script in the place of Maven builds; signatures as the JDK's jarsigner sees them. */
class PackageFaceTest {
    private static final String JAR = "com/acme/meter/1.0.0/meter-1.0.0.jar";
    private static final String FEATURE = "com/acme/meter/1.0.0/meter-1.0.0.json";

    @TempDir
    Path folder;
    private Path project;
    private Path out;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectories(folder.resolve("meter"));
        out = project.resolve("target/repository");
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        build("1.0.0", "x");
    }

    private Path build(final String version, final String text) throws IOException {
        return TestBundles.write(project.resolve("target/meter-" + version + ".jar"), "com.acme", "meter", version,
                text, "Bundle-Name", "Acme Meter", "Bundle-Description", "Counts \"all\".");
    }

    private Ran run(final String... arguments) throws Exception {
        return runWith("exit 0", arguments);
    }

    /** @param maven a script of the shell; $* is what Maven gets */
    private Ran runWith(final String maven, final String... arguments) throws Exception {
        return Ran.of(new PackageFace(folder.resolve("home"), new FeatureServiceImpl(),
                new MavenBuild("sh", "-c", maven, "mvn")), arguments);
    }

    private List<String> files(final Path place) throws IOException {
        if (!Files.exists(place)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile).map(each -> place.relativize(each).toString()).sorted().toList();
        }
    }

    private int tool(final String name, final String... arguments) throws Exception {
        final List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", name).toString());
        command.addAll(Arrays.asList(arguments));
        final Process process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("tool.log").toFile()).start();
        assertThat(process.waitFor(180, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path keystore(final String... more) throws Exception {
        final Path file = folder.resolve("keys.p12");
        final List<String> arguments = new ArrayList<>(List.of("-genkeypair", "-alias", "acme", "-dname", "CN=Acme",
                "-keyalg", "EC", "-keystore", file.toString(), "-storepass", "right one"));
        arguments.addAll(Arrays.asList(more));
        assertThat(tool("keytool", arguments.toArray(String[]::new))).isZero();
        return file;
    }

    private String password(final String text) throws IOException {
        return Files.writeString(folder.resolve("password"), text + "\n").toString();
    }

    @Test
    void shouldMakeARepositoryAsMavenLaysItOut() throws Exception {
        final Ran ran = run(project.toString());
        assertThat(ran).isEqualTo(new Ran(0, List.of("bundle meter: " + out.resolve(JAR),
                "feature com.acme:meter:1.0.0: " + out.resolve(FEATURE),
                "index of 1 bundle: " + out.resolve("index.xml")), List.of()));
        assertThat(files(out)).containsExactly(JAR, JAR + ".sha256", FEATURE, FEATURE + ".sha256", "index.xml");
        assertThat(out.resolve(JAR)).hasSameBinaryContentAs(project.resolve("target/meter-1.0.0.jar"));
        assertThat(out.resolve(FEATURE + ".sha256")).hasContent(Sha256.of(out.resolve(FEATURE)));
        try (var text = Files.newBufferedReader(out.resolve(FEATURE))) {
            final Feature feature = new FeatureServiceImpl().readFeature(text);
            assertThat(feature.getID()).hasToString("com.acme:meter:1.0.0");
            assertThat(feature.getName()).hasValue("Acme Meter");
            assertThat(feature.getDescription()).hasValue("Counts \"all\".");
            assertThat(feature.getBundles()).singleElement().extracting(each -> each.getID().toString())
                    .isEqualTo("com.acme:meter:1.0.0");
        }
    }

    @Test
    void shouldSignWithAKeyOfItsOwnThatIsMadeOnce() throws Exception {
        final Ran ran = run(project.toString(), "--sign");
        assertThat(ran.err()).isEmpty();
        final Path keys = folder.resolve("home/keys");
        assertThat(ran.out().getLast()).isEqualTo("signed with your own key, whose certificate is "
                + keys.resolve("developer.pem") + "; who gets it as FILE trusts you by: "
                + "Set-ExtensionTrust -Signatures require -Store FILE");
        for (final String secret : List.of("developer.p12", "developer.password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve(secret))))
                    .as(secret).isEqualTo("rw-------");
        }
        assertThat(files(folder.resolve("home"))).hasSize(3);
        final byte[] key = Files.readAllBytes(keys.resolve("developer.p12"));
        assertThat(tool("jarsigner", "-verify", "-strict", "-keystore", keys.resolve("developer.p12").toString(),
                "-storepass", Files.readString(keys.resolve("developer.password")), out.resolve(JAR).toString()))
                .as(Files.readString(folder.resolve("tool.log"))).isZero();
        assertThat(files(out)).as("neither key nor password").hasSize(5);

        final byte[] jar = Files.readAllBytes(out.resolve(JAR));
        assertThat(run(project.toString(), "--sign").code()).isZero();
        assertThat(Files.readAllBytes(keys.resolve("developer.p12"))).isEqualTo(key);
        assertThat(Files.readAllBytes(out.resolve(JAR))).as("the same contents, signed by the same").isEqualTo(jar);
    }

    @Test
    void shouldSignWithAKeyOfAKeystore() throws Exception {
        final String store = keystore().toString();
        assertThat(run("--sign", store, "--password-file", password("right one"), "--alias", "acme", "--out",
                folder.resolve("out").toString(), project.toString()).err()).isEmpty();
        assertThat(tool("jarsigner", "-verify", "-strict", "-keystore", store, "-storepass", "right one",
                folder.resolve("out/" + JAR).toString())).as(Files.readString(folder.resolve("tool.log"))).isZero();
        assertThat(folder.resolve("home")).doesNotExist();
        run(folder.resolve("out/" + JAR).toString(), "--sign", "--out", folder.resolve("both").toString());
        assertThat(SignedJar.read(folder.resolve("both/" + JAR)).signers()).hasSize(2);
    }

    @Test
    void shouldSayWhatIsWrongWithAKeyAndWriteNothing() throws Exception {
        final String store = keystore().toString();
        keystore("-alias", "other");
        final String password = password("right one");
        final String wrong = Files.writeString(folder.resolve("wrong"), "wrong one").toString();
        final String text = Files.writeString(folder.resolve("text"), "no keystore").toString();
        final String sign = project + " --sign ";
        assertRefused(sign + store + " --password-file " + wrong,
                store + ": found that the password in " + wrong + " does not open it, expected the right one");
        assertRefused(sign + store + " --password-file " + password,
                store + ": found 2 keys, expected --alias with one of acme, other");
        assertRefused(sign + store + " --alias none --password-file " + password,
                store + ": found no key 'none', expected --alias with one of acme, other");
        assertRefused(sign + text + " --password-file " + password, text + ": found a file that is no keystore (");
        assertRefused(sign + store + "x --password-file " + password, store + "x: found no such file, expected");
        assertRefused(sign + store, "found a keystore without --password-file, expected --sign KEYSTORE");
        assertRefused(sign + "--alias a", "found --alias without a keystore, expected");
        assertRefused(sign + "--odd", "found '--odd', expected package [DIR]");
    }

    @Test
    void shouldRefuseCertificatesThatReceiversWouldRefuse() throws Exception {
        final String store = keystore("-ext", "eku=serverAuth").toString();
        final String line = project + " --sign " + store + " --password-file " + password("right one");
        assertRefused(line, store + ": found a certificate that is made for something else, expected one for signing");
        Files.delete(Path.of(store));
        keystore("-startdate", "-10d", "-validity", "1");
        assertRefused(line, store + ": found a certificate that is valid from ");
    }

    private void assertRefused(final String line, final String sentence) throws Exception {
        final Ran ran = runWith("echo built > " + folder.resolve("built"), line.split(" "));
        assertThat(ran.code()).as(line).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).singleElement().asString().startsWith("signalbox package: " + sentence);
        assertThat(files(out)).isEmpty();
        assertThat(folder.resolve("built")).doesNotExist();
    }

    @Test
    void shouldBuildFirstWithoutTheNetwork() throws Exception {
        final Path log = folder.resolve("mvn.log");
        final String note = "echo \"$*\" >> " + log + "; ";
        assertThat(runWith(note + "exit 0", project.toString()).code()).isZero();
        assertThat(log).hasContent("-o -B -q -f " + project.resolve("pom.xml") + " package");
        Files.delete(log);
        final Ran ran = runWith(note + "echo '[ERROR] x: in offline mode'; echo no; exit 1", project.toString());
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).containsExactly("[ERROR] x: in offline mode", "signalbox package: found that " + project
                + " cannot be built, expected a project that passes its tests");
        assertThat(Files.readAllLines(log)).hasSize(2).last().asString().doesNotContain("-o ");
        Files.delete(log);
        runWith(note + "echo '[ERROR] a test fails'; exit 1", project.toString());
        assertThat(Files.readAllLines(log)).hasSize(1);
    }

    @Test
    void shouldKeepWhatWasPublishedUnderAVersion() throws Exception {
        run(project.toString());
        final List<String> before = files(out);
        final byte[] index = Files.readAllBytes(out.resolve("index.xml"));
        build("1.0.0", "other");
        final Ran ran = run(project.toString());
        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.err()).containsExactly("signalbox package: " + out.resolve(JAR) + ": found other contents under "
                + "this version already, expected a new version of com.acme:meter:1.0.0");
        assertThat(files(out)).isEqualTo(before);
        assertThat(Files.readAllBytes(out.resolve("index.xml"))).isEqualTo(index);
    }

    @Test
    void shouldReplaceSnapshots() throws Exception {
        Files.delete(project.resolve("target/meter-1.0.0.jar"));
        build("1.0.0-SNAPSHOT", "x");
        run(project.toString());
        final Path second = build("1.0.0-SNAPSHOT", "y");
        assertThat(run(project.toString()).err()).isEmpty();
        final Path published = out.resolve("com/acme/meter/1.0.0-SNAPSHOT/meter-1.0.0-SNAPSHOT.jar");
        assertThat(published).hasSameBinaryContentAs(second);
        assertThat(Path.of(published + ".sha256")).hasContent(Sha256.of(second));
        assertThat(out.resolve("index.xml")).content().contains(Sha256.of(second));
    }

    @Test
    void shouldIndexWhatIsThereTogetherWithWhatComes() throws Exception {
        run(project.toString());
        Files.delete(project.resolve("target/meter-1.0.0.jar"));
        build("1.1.0", "x");
        assertThat(run(project.toString()).out().getLast()).startsWith("index of 2 bundles: ");
    }

    @Test
    void shouldUseFeaturesThatTheProjectBrings() throws Exception {
        final Path brought = Files.createDirectories(project.resolve("src/main/feature")).resolve("all.json");
        Files.writeString(brought, """
                { "feature-resource-version": "1.0", "id": "com.acme:all:1.0.0",
                  "bundles": [ { "id": "com.acme:meter:1.0.0" }, { "id": "com.acme:util:2.0.0" } ],
                  "configurations": { "com.acme.meter~left": { "unit": "bytes" } } }
                """);
        assertThat(run(project.toString()).err()).singleElement().asString().startsWith("signalbox package: found no "
                + "file of the bundle com.acme:util:2.0.0 of a feature, expected com/acme/util/2.0.0/util-");
        assertThat(files(out)).isEmpty();
        TestBundles.write(out.resolve("com/acme/util/2.0.0/util-2.0.0.jar"), "com.acme", "util", "2.0.0", "u");
        assertThat(run(project.toString()).err()).isEmpty();
        assertThat(out.resolve("com/acme/all/1.0.0/all-1.0.0.json")).hasSameBinaryContentAs(brought);
        assertThat(out.resolve(FEATURE)).doesNotExist();
        Files.writeString(brought, "{ \"feature-resource-version\": \"1.0\", \"id\": \"com.acme:all:1.0.1\" }");
        assertThat(run(project.toString()).err()).singleElement().asString().endsWith("found no feature with "
                + "com.acme:meter:1.0.0, expected one that has the bundle of its project");
        Files.writeString(brought, "{ nonsense");
        assertThat(run(project.toString()).err()).singleElement().asString()
                .contains("all.json: found a file that is no feature (");
    }

    @Test
    void shouldPackageAJarThatWasBuilt() throws Exception {
        final Path jar = build("1.0.0", "x");
        assertThat(runWith("exit 1", jar.toString()).code()).isZero();
        assertThat(files(out)).contains(JAR, FEATURE, "index.xml");
    }

    @Test
    void shouldRefuseWhatIsNoProjectOrNoBundle() throws Exception {
        assertThat(run(folder.toString()).err()).singleElement().asString().endsWith("found no pom.xml, expected the "
                + "folder of a Maven project, or a jar");
        build("1.1.0", "x");
        assertThat(run(project.toString()).err()).singleElement().asString().endsWith("found 2 jars (meter-1.0.0.jar, "
                + "meter-1.1.0.jar), expected one bundle: mvn clean removes old ones");
        final Path text = Files.writeString(folder.resolve("text"), "x");
        assertThat(run(text.toString()).err()).singleElement().asString().contains("found a file that is no jar (");
        assertThat(run("--out", text.toString(), build("1.0.0", "x").toString()).err()).singleElement().asString()
                .endsWith("found the file " + text + ", expected a folder or nothing");
        assertThat(files(out)).isEmpty();
    }
}
