package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.face.Face;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** A partner saves, and saves again, while traffic runs: each version takes over with what the one before knew. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class DevTest {
    private static final String ID = "numbers";
    private static final int SAVES = 20;
    private static final long FRAMES_PER_SECOND = 20_000;
    private static final Path CLASS_PATH = Path.of("api");
    private static final Pattern LATENCY = Pattern.compile("live \\S+, (\\d+) ms after the save");
    private static final String TEMP = "signalbox-dev";

    /** Numbers the frames of each flow, and says its version for one frame of each batch. */
    private static final String SOURCE = """
            package org.example.numbers;

            import java.nio.ByteBuffer;
            import java.util.Optional;
            import org.osgi.service.component.annotations.Component;
            import org.signalbox.vswitch.extension.*;

            @Component(service = Extension.class)
            public final class NumbersExtension implements FilteringExtension {
                @Override
                public FilteringStage create(StageContext context) {
                    return new Numbers();
                }

                private static final class Numbers implements FilteringStage {
                    private final int[] next = new int[8];
                    private int frames;

                    @Override
                    public void ingress(FrameBatch batch, IngressActions actions) {
                        for (int k = 0; k < batch.live(); k++) {
                            int frame = batch.frame(k);
                            fail(frames++);
                            int number = next[batch.u8(frame, 14)]++;
                            actions.setU16(frame, 32, number >>> 16);
                            actions.setU16(frame, 34, number);
                            if (k == 0 && batch.isRecorded()) {
                                batch.because(frame, "VERSION", "as it was saved");
                            }
                        }
                    }

                    private static void fail(int frames) {
                        if (frames >= FAILS) {
                            throw new IllegalStateException("frame " + frames);
                        }
                    }

                    @Override
                    public Optional<PortState> save(StagePort port) {
                        ByteBuffer state = ByteBuffer.allocate(32);
                        state.asIntBuffer().put(next);
                        return port.name().equals("from") ? Optional.of(new PortState(1, state.array()))
                                : Optional.empty();
                    }

                    @Override
                    public boolean restore(StagePort port, PortState state) {
                        ByteBuffer.wrap(state.data()).asIntBuffer().get(next);
                        return true;
                    }
                }
            }
            """;

    @InjectBundleContext
    BundleContext context;
    @InjectService
    VirtualSwitches switches;
    @InjectService
    CommandLine commandLine;
    @InjectService(filter = "(" + Face.NAME + "=dev)", timeout = 10_000)
    Face dev;
    @TempDir
    Path folder;

    private final Flows flows = new Flows(FRAMES_PER_SECOND);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final PipedOutputStream typed = new PipedOutputStream();
    private final PrintStream outBefore = System.out;
    private final InputStream inBefore = System.in;
    private ServiceRegistration<AttachmentProvider> provider;
    private Path project;
    private Path fabric;
    private FutureTask<Integer> run;

    @BeforeEach
    void open() throws Exception {
        provider = context.registerService(AttachmentProvider.class, flows,
                new Hashtable<>(Map.of(AttachmentProvider.KIND, Flows.KIND)));
        project = Files.createDirectories(folder.resolve("numbers"));
        Files.writeString(project.resolve("pom.xml"), """
                <project>
                    <artifactId>numbers</artifactId>
                    <version>1.0.0-SNAPSHOT</version>
                    <properties><maven.compiler.release>25</maven.compiler.release></properties>
                    <build><plugins><plugin>
                        <artifactId>bnd-maven-plugin</artifactId>
                        <configuration><bnd>Bundle-Vendor: Example of ${project.artifactId}</bnd></configuration>
                    </plugin></plugins></build>
                </project>
                """);
        // a machine that lets others run for long is not what is tested here
        fabric = Files.writeString(folder.resolve("fabric.yaml"), """
                switches:
                  - name: lab
                    type: private
                    extensions: [numbers]
                    bindings: { numbers: { deadline: 1000 } }
                    ports:
                      - { name: from, attachment: { flows: {} } }
                      - { name: to, attachment: { flows: {} } }
                """);
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setIn(new PipedInputStream(typed));
    }

    @AfterEach
    void close() throws Exception {
        run.cancel(true);
        await("the extension to go", () -> installed().isEmpty());
        System.setIn(inBefore);
        System.setOut(outBefore);
        try (CommandLine.Session session = commandLine.open("test")) {
            final Path nothing = Files.writeString(folder.resolve("nothing.yaml"), "switches: []\n");
            session.execute("Import-Fabric -Path '" + nothing + "'");
        }
        provider.unregister();
    }

    private static String classPath() throws IOException {
        try (Stream<Path> jars = Files.list(CLASS_PATH)) {
            return jars.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }
    }

    private void start() throws IOException {
        final List<String> arguments = List.of(project.toString(), "--fabric", fabric.toString(), "--classpath",
                classPath());
        final Callable<Integer> face = () -> dev.run(arguments);
        run = new FutureTask<>(face);
        Thread.ofPlatform().name("dev of a test").start(run);
    }

    private void save(final String version, final String failsAt) throws IOException {
        save(SOURCE.replace("VERSION", version).replace("FAILS", failsAt));
    }

    private void save(final String text) throws IOException {
        final Path source = project.resolve("src/main/java/org/example/numbers/NumbersExtension.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, text);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private List<Bundle> installed() {
        return Arrays.stream(context.getBundles()).filter(bundle -> ID.equals(bundle.getSymbolicName())).toList();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream().filter(Thread::isAlive).toList();
    }

    private static List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith(TEMP)).toList();
        }
    }

    @Test
    void shouldSwapEachSaveUnderTrafficAndBearMistakes() throws Exception {
        final List<Thread> before = threads();
        final List<Path> leftBefore = left();
        save("v0", "Integer.MAX_VALUE");
        start();
        awaitSaid("live 1.0.0.dev1 on lab");
        awaitSaid("v0: as it was saved");
        assertThat(installed().getFirst().getHeaders("").get("Bundle-Vendor")).isEqualTo("Example of numbers");
        final List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int k = 1; k <= SAVES; k++) {
            installed().forEach(each ->
                    loaders.add(new WeakReference<>(each.adapt(BundleWiring.class).getClassLoader())));
            save("v" + k, "Integer.MAX_VALUE");
            awaitSaid("live 1.0.0.dev" + (k + 1) + ", ");
            awaitSaid("from -> to  0x88b5 02:00:00:00:00:02 > 02:00:00:00:00:01  rewrite  v" + k + ": as it was saved");
        }
        final int version = SAVES + 1;
        tellLatencies();

        save(SOURCE.replace("VERSION", "v").replace("fail(frames++);", "fail(frames++)"));
        awaitSaid("src/main/java/org/example/numbers/NumbersExtension.java:23: error: ';' expected\n");
        awaitSaid("fail(frames++)\n");
        awaitSaid("1.0.0.dev" + version + " goes on\n");

        save("throws", "0");
        awaitSaid("numbers 1.0.0.dev22 in the shadow of 1.0.0.dev21 fails on lab: java.lang.IllegalStateException: "
                + "frame 0\n    at org.example.numbers.NumbersExtension$Numbers.fail(NumbersExtension.java:35)\n"
                + "    at org.example.numbers.NumbersExtension$Numbers.ingress(NumbersExtension.java:23)\n");
        awaitSaid("1.0.0.dev22 is not live: it failed in the shadow of 1.0.0.dev21: IllegalStateException: frame 0; "
                + "1.0.0.dev21 goes on\n");
        save("mended", "Integer.MAX_VALUE");
        awaitSaid("live 1.0.0.dev23, ");
        awaitSaid("mended: as it was saved");
        assertThat(flows.wrong()).as("frames lost, doubled or reordered").isZero();
        assertThat(flows.misnumbered()).as("numbers reused or left out").isZero();
        assertThat(flows.plain()).isGreaterThan(SAVES);

        save("late", "2000");
        awaitSaid("numbers fails on lab: java.lang.IllegalStateException: frame 2000\n");
        awaitSaid("1.0.0.dev24 gave way: it failed on switch lab: IllegalStateException: frame 2000; "
                + "1.0.0.dev23 goes on\n");
        save("at last", "Integer.MAX_VALUE");
        awaitSaid("live 1.0.0.dev25, ");
        awaitSaid("at last: as it was saved");

        typed.write("q\n".getBytes(StandardCharsets.UTF_8));
        assertThat(run.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(installed()).isEmpty();
        await("its threads to end", () -> threads().stream().filter(each -> !before.contains(each))
                .noneMatch(each -> each.getName().matches("dev .*|fault told|upgrade ended|decisions.*")
                        || each.getName().toLowerCase().contains("bnd")
                        || each.getClass().getName().contains("WatchService")
                        || each.getName().contains("FileSystemWatch")));
        assertThat(left()).isEqualTo(leftBefore);
        await("the class loaders of former versions to be collected", () -> {
            System.gc();
            return loaders.stream().allMatch(loader -> loader.get() == null);
        });
    }

    private void tellLatencies() {
        final List<Integer> millis = LATENCY.matcher(said()).results().map(found -> Integer.valueOf(found.group(1)))
                .sorted().toList();
        outBefore.println(millis.size() + " saves: live after " + millis.get(millis.size() / 2) + " ms at the median, "
                + millis.getLast() + " ms at worst");
        assertThat(millis).hasSize(SAVES);
    }

    @Test
    void shouldSayWhatIsWrongWithTheProjectAndGoOnWhenItIsMended() throws Exception {
        final String pom = Files.readString(project.resolve("pom.xml"));
        Files.writeString(project.resolve("pom.xml"), pom.replace("</artifactId>\n    <version>", "\n    <version>"));
        save("v0", "Integer.MAX_VALUE");
        start();
        awaitSaid("pom.xml:9: found what is no XML (");
        awaitSaid("nothing runs yet\n");
        Files.writeString(project.resolve("pom.xml"), pom.replace("Bundle-Vendor: Example of ${project.artifactId}",
                "Import-Package: com.acme.absent, *"));
        awaitSaid("1.0.0.dev1 is not live: ");
        awaitSaid("com.acme.absent");
        Files.writeString(project.resolve("pom.xml"), pom);
        awaitSaid("live 1.0.0.dev2, ");
    }

    private void awaitSaid(final String what) {
        await(what, () -> said().contains(what) || run.isDone());
        assertThat(said()).contains(what);
    }

    /** Waits, at most a minute. */
    private void await(final String what, final BooleanSupplier condition) {
        final long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited a minute for " + what + " in\n" + said()).isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
