package org.signalbox.practices;

import java.util.List;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;

/** Scans as queries need them: refusals in the place of interruptions and of ids that nobody has. */
final class Scans {

    private Scans() {
    }

    static Scan known(Analyser analyser, FabricDocument document) throws RefusedException {
        return uninterrupted(() -> analyser.known(document));
    }

    static Scan fresh(Analyser analyser, FabricDocument document) throws RefusedException {
        return uninterrupted(() -> analyser.scan(document));
    }

    private interface Asking {
        Scan ask() throws InterruptedException;
    }

    private static Scan uninterrupted(Asking asking) throws RefusedException {
        try {
            return asking.ask();
        } catch (final InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RefusedException("The practices were not checked, since the program ends.", ended);
        }
    }

    /** @throws RefusedException if there is no practice of that id */
    static void refuseUnknown(Scan scan, String id) throws RefusedException {
        final List<String> ids = scan.outcomes().stream().map(each -> each.rule().id()).toList();
        if (ids.stream().noneMatch(id::equalsIgnoreCase)) {
            throw new RefusedException("found no practice \"" + id + "\", expected one of " + String.join(", ", ids));
        }
    }
}
