package org.signalbox.face;

/**
 * The folders and files of a running product, as framework properties that the launcher sets: read them with
 * {@code BundleContext.getProperty}. Each is an absolute path.
 */
public final class Places {

    /** The folder of this user's state: journal, layout, log. Made by who needs it first. */
    public static final String HOME = "signalbox.home";

    /** The folder of extensions that are shipped and not started: a document that names one gets it from here. */
    public static final String EXTENSIONS = "signalbox.extensions";

    /** The drop folder: a bundle put here is installed and started, and uninstalled when it is taken away. */
    public static final String DROP = "signalbox.drop";

    /** The fabric document of the demo lab. */
    public static final String LAB = "signalbox.lab";

    /** A folder of this process alone, removed when it ends. */
    public static final String RUN = "signalbox.run";

    /** The launcher: the file of the product's own command {@code signalbox}. */
    public static final String LAUNCHER = "signalbox.launcher";

    private Places() {
    }
}
