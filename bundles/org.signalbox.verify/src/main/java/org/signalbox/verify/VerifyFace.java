package org.signalbox.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The face {@code verify}: a line for each check on standard output. Its code is 0 for a sound extension, 1 with
 * findings, and 2, with one line on standard error, for what is no extension.
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
            return verify(VerifyRequest.parse(arguments));
        } catch (final RefusedException refused) {
            System.err.println("signalbox verify: " + Report.oneLine(refused.getMessage()));
            return NO_EXTENSION;
        }
    }

    private int verify(final VerifyRequest request) throws RefusedException, InterruptedException, BundleException {
        final long start = System.nanoTime();
        final ExtensionJar jar = ExtensionJar.read(request.jar());
        try (Subject subject = new Subject(context, simulations, switches, jar)) {
            if (subject.isTaken()) {
                throw new RefusedException("found " + jar.symbolicName()
                        + " installed already, expected an extension that is not part of the product");
            }
            final List<Verifier.Line> lines =
                    Verifier.whole().judge(subject, line -> System.out.println(Report.text(line)));
            final double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
            System.out.println(Report.summary(lines, seconds));
            if (request.json().isPresent()) {
                write(request.json().get(), Report.json(jar, lines, seconds));
            }
            return Report.findings(lines) == 0 ? 0 : FINDINGS;
        }
    }

    private static void write(final Path file, final String json) throws RefusedException {
        try {
            Files.writeString(file, json);
        } catch (final IOException e) {
            throw new RefusedException("found that " + file + " cannot be written (" + e + "), expected a file", e);
        }
    }
}
