package org.signalbox.face;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A way into the product that the launcher can start by name. Register it as a service with the property
 * {@value #NAME}; one process runs one face.
 */
@ConsumerType
public interface Face {

    /** The service property that holds the face's name: {@code workbench}, {@code console}, {@code replay}, ... */
    String NAME = "signalbox.face";

    /**
     * The service property, a Boolean, of a face that may run before all bundles have started, the ones it is made of
     * among them, and copes with services that come late.
     */
    String EARLY = "signalbox.face.early";

    /**
     * Runs the face to its end, on the process's main thread unless it is {@link #EARLY}; then on one of its own.
     *
     * @param arguments what followed the face's name on the command line, in order; never null
     * @return the process's exit code: 0, or 2 when the input was bad and one line on standard error said why
     * @throws InterruptedException when the framework stops meanwhile
     * @throws Exception anything else is a defect: it is logged and the process ends with code 1
     */
    int run(List<String> arguments) throws Exception;

    /**
     * Tells an {@link #EARLY} face that runs on another thread that the bundles it is made of have started, and waits
     * until it has shown itself, a few seconds at most. What can start later does so when this returns, so that it takes
     * no processor away from what the user waits for. Any thread.
     *
     * @throws InterruptedException when the thread was interrupted meanwhile
     */
    default void show() throws InterruptedException {
    }
}
