package org.signalbox.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.VirtualSwitches;

/**
 * The face {@code verify}: a line for each check on standard output, for one bundle after the other. Its code is 0 for
 * sound extensions, 1 with findings, and 2, with one line on standard error, for what is no extension.
 */
@Component(property = Face.NAME + "=verify")
public final class VerifyFace implements Face {
    private static final int FINDINGS = 1;
    private static final int NO_EXTENSION = 2;

    private final BundleContext context;
    private final Simulations simulations;
    private final VirtualSwitches switches;

    @Activate
    public VerifyFace(final BundleContext context, @Reference final Simulations simulations,
            @Reference final VirtualSwitches switches) {
        this.context = context;
        this.simulations = simulations;
        this.switches = switches;
    }

    @Override
    public int run(final List<String> arguments) throws InterruptedException, BundleException {
        try {
            final VerifyRequest request = VerifyRequest.parse(arguments);
            final List<Verdict> verdicts = new ArrayList<>();
            int worst = 0;
            for (final Path jar : request.jars()) {
                if (request.jars().size() > 1) {
                    System.out.println("== " + Report.oneLine(jar.toString()));
                }
                worst = Math.max(worst, judge(jar, request.first(), verdicts));
            }
            write(request, verdicts);
            return worst;
        } catch (final RefusedException refused) {
            return refused(refused);
        }
    }

    private static int refused(final RefusedException refused) {
        System.err.println("signalbox verify: " + Report.oneLine(refused.getMessage()));
        return NO_EXTENSION;
    }

    /** @param verdicts gets one, unless the file is no extension */
    private int judge(final Path file, final boolean first, final List<Verdict> verdicts)
            throws InterruptedException, BundleException {
        try {
            final Verdict verdict = verdict(file, first);
            System.out.println(Report.summary(verdict));
            verdicts.add(verdict);
            return verdict.findings() == 0 ? 0 : FINDINGS;
        } catch (final RefusedException refused) {
            return refused(refused);
        }
    }

    private Verdict verdict(final Path file, final boolean first)
            throws RefusedException, InterruptedException, BundleException {
        final long start = System.nanoTime();
        final ExtensionJar jar = ExtensionJar.read(file);
        try (Subject subject = new Subject(context, simulations, switches, jar)) {
            if (subject.isTaken()) {
                throw new RefusedException("found " + jar.symbolicName()
                        + " installed already, expected an extension that is not part of the product");
            }
            final List<Verifier.Line> lines =
                    Verifier.whole(first).judge(subject, line -> System.out.println(Report.text(line)));
            return new Verdict(file, jar, lines, Math.round((System.nanoTime() - start) / 1e8) / 10.0);
        }
    }

    private void write(final VerifyRequest request, final List<Verdict> verdicts) throws RefusedException {
        final boolean isOne = request.jars().size() == 1;
        if (isOne && verdicts.isEmpty()) {
            return;
        }
        if (request.json().isPresent()) {
            write(request.json().get(), JsonReport.of(verdicts, isOne));
        }
        if (request.html().isPresent()) {
            write(request.html().get(), HtmlReport.of(verdicts, environment()));
        }
    }

    private List<List<String>> environment() {
        final List<List<String>> environment = new ArrayList<>(List.of(
                List.of("Judge", context.getBundle().getSymbolicName() + " " + context.getBundle().getVersion()),
                List.of("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version")),
                List.of("System", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                        + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors()
                        + " processors"),
                List.of("When", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())));
        ApiCheck.versions(List.of(context.getBundles())).forEach(
                (name, version) -> environment.add(List.of(name, version.toString())));
        return environment;
    }

    private static void write(final Path file, final String report) throws RefusedException {
        try {
            Files.writeString(file, report);
        } catch (final IOException e) {
            throw new RefusedException("found that " + file + " cannot be written (" + e + "), expected a file", e);
        }
    }
}
