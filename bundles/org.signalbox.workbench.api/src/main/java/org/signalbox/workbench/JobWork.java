package org.signalbox.workbench;

import org.osgi.annotation.versioning.ConsumerType;

/** A long work, see {@link ViewContext#job}. */
@ConsumerType
@FunctionalInterface
public interface JobWork<T> {

    /**
     * Does the work, off the user interface's thread.
     *
     * @param progress to tell how far it is and to learn that it is to stop
     * @return what is handed over on the user interface's thread; dropped if the work was cancelled
     * @throws Exception whose message is told in place, unless the work was cancelled
     */
    T run(Progress progress) throws Exception;
}
