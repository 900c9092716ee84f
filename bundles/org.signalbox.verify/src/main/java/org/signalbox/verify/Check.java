package org.signalbox.verify;

import org.signalbox.command.RefusedException;

/** One thing that an extension has to do well. */
interface Check {
    /** In a few words, as the report has it. */
    String name();

    /**
     * @throws RefusedException     when the bundle turns out to be no extension
     * @throws InterruptedException when the framework stops
     */
    Judgement judge(Subject subject) throws RefusedException, InterruptedException;
}
