package org.signalbox.verify;

import java.util.List;

import org.signalbox.command.RefusedException;

/** One thing that an extension has to do well. */
interface Check {
    /** In a few words, as the report has it. */
    String name();

    /** Names of earlier checks without which this one would say the same, or nothing of worth. */
    default List<String> needs() {
        return List.of();
    }

    /**
     * @throws RefusedException     when the bundle turns out to be no extension
     * @throws InterruptedException when the framework stops
     */
    Judgement judge(Subject subject) throws RefusedException, InterruptedException;
}
