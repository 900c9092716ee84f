package org.signalbox.launch;

import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.slf4j.LoggerFactory;

/**
 * The bundles that a product starts only when its first face has shown itself: at a start level of their own, which is
 * reached then. Those that no earlier bundle needs are not even installed before. The launcher names their files, with
 * commas between them, by {@value #PROPERTY}; a product without early faces has none.
 */
final class Later {

    private static final String PROPERTY = "signalbox.later";
    private static final int LEVEL = 2;

    private final BundleContext context;
    private final List<String> locations;

    Later(final BundleContext context) {
        this.context = context;
        locations = Optional.ofNullable(context.getProperty(PROPERTY)).stream()
                .flatMap(files -> Arrays.stream(files.split(","))).map(file -> "reference:" + new File(file).toURI())
                .toList();
    }

    /** Keeps those that are installed from starting. */
    void hold() {
        for (final String each : locations) {
            final Bundle installed = context.getBundle(each);
            if (installed != null) {
                installed.adapt(BundleStartLevel.class).setStartLevel(LEVEL);
            }
        }
    }

    /**
     * Installs the others and has all of them started, in their order, on the framework's thread; some, if the framework
     * stops meanwhile.
     */
    void start() {
        for (final String each : locations) {
            if (context.getBundle(each) == null) {
                try {
                    final Bundle installed = context.installBundle(each);
                    installed.adapt(BundleStartLevel.class).setStartLevel(LEVEL);
                    if (installed.getHeaders("").get(Constants.FRAGMENT_HOST) == null) {
                        installed.start(Bundle.START_ACTIVATION_POLICY);
                    }
                } catch (IllegalStateException stopping) {
                    return;
                } catch (BundleException e) {
                    LoggerFactory.getLogger(Later.class).error("The bundle {} cannot be started", each, e);
                }
            }
        }
        if (!locations.isEmpty()) {
            context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class).setStartLevel(LEVEL);
        }
    }
}
