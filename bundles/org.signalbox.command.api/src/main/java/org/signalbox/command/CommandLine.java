package org.signalbox.command;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** Cmdlets as text: what a console, a script or a view types. Safe to call from any thread. */
@ProviderType
public interface CommandLine {
    /**
     * A session with variables and history of its own.
     *
     * @param who for the journal
     */
    Session open(String who);

    /** One user's session; one line at a time. */
    interface Session extends AutoCloseable {
        /**
         * Runs a line and gives what it prints: tables as text, without colours.
         *
         * @throws RefusedException with one sentence
         */
        String execute(String line) throws RefusedException;

        /** What could stand at the cursor: whole words, sorted. */
        List<String> complete(String line, int cursor);

        @Override
        void close();
    }
}
