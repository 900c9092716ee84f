package org.signalbox.replay;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.FabricDocuments;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.vswitch.Simulations;

/** The face {@code replay}: tells how it went on standard output, or in one line on standard error why it did not. */
@Component(property = Face.NAME + "=replay")
public final class ReplayFace implements Face {

    private final Replay replay;

    @Activate
    public ReplayFace(@Reference final FabricDocuments documents, @Reference final Simulations simulations) {
        this.replay = new Replay(documents, simulations);
    }

    @Override
    public int run(final List<String> arguments) throws InterruptedException {
        try {
            final Replay.Outcome outcome = replay.run(ReplayRequest.parse(arguments));
            outcome.warnings().forEach(warning -> System.err.println("signalbox replay: warning: " + oneLine(warning)));
            System.out.println(outcome.summary());
            return 0;
        } catch (final RefusedException refused) {
            System.err.println("signalbox replay: " + oneLine(refused.getMessage()));
            return 2;
        }
    }

    private static String oneLine(final String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }
}
