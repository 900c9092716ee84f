package org.signalbox.vswitch.itest;

import java.nio.file.Path;

import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.VirtualSwitches;

/** The fabric as a test finds it, which it changes by cmdlets and with filtering, and leaves as it was. */
final class FoundFabric {
    static final String FILTERING = "org.signalbox.extension.filtering";

    private final CommandLine.Session session;
    private final Commands commands;
    private final VirtualSwitches switches;
    private final FabricDocument before;
    private final boolean installed;

    FoundFabric(final CommandLine line, final Commands commands, final VirtualSwitches switches) {
        this.session = line.open("test");
        this.commands = commands;
        this.switches = switches;
        this.before = commands.document();
        this.installed = isInstalled();
    }

    /** Where the test types. */
    CommandLine.Session session() {
        return session;
    }

    /** The document that was found. */
    FabricDocument document() {
        return before;
    }

    /** Plugs filtering in, unless it is there. */
    void install() throws RefusedException {
        if (!isInstalled()) {
            session.execute("Install-VMSwitchExtension "
                    + Path.of(System.getProperty("signalbox.extensions"), FILTERING + ".jar"));
        }
    }

    private boolean isInstalled() {
        return switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING));
    }

    /** Undoes all that was changed, and takes filtering out if it was not there. */
    void restore() throws RefusedException {
        while (!commands.document().equals(before)) {
            session.execute("Undo");
        }
        if (isInstalled() && !installed) {
            session.execute("Uninstall-VMSwitchExtension " + FILTERING);
        }
        session.close();
    }
}
