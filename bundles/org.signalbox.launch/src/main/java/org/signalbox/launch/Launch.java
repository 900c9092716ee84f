package org.signalbox.launch;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.util.tracker.ServiceTracker;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process's main thread. bnd's launcher calls it there because of {@code main.thread=true}, and ends the process
 * with the code it returns. The first argument names the face to run, the rest are the face's own.
 */
@Component(service = Callable.class, property = "main.thread=true")
public final class Launch implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Launch.class);
    private static final String ARGUMENTS = "launcher.arguments";
    private static final long PATIENCE_MILLIS = 10_000;
    private static final int DEFECT = 1;
    private static final int BAD_INPUT = 2;

    private final BundleContext context;
    private final List<String> arguments;
    private volatile Thread running;

    /**
     * @param context the bundle's context
     * @param launcher properties of the service by which bnd's launcher tells the command line
     */
    @Activate
    public Launch(final BundleContext context,
            @Reference(service = Object.class, target = "(" + ARGUMENTS + "=*)") final Map<String, Object> launcher) {
        this.context = context;
        this.arguments = List.of((String[]) launcher.get(ARGUMENTS));
        final String folder = context.getProperty(Places.RUN);
        if (folder != null) {
            Runtime.getRuntime().addShutdownHook(
                    new Sweep(context.getBundle(0).adapt(Framework.class), new File(folder)));
        }
    }

    @Override
    public Integer call() throws InvalidSyntaxException {
        if (arguments.isEmpty()) {
            System.err.println("signalbox: no face named; start it with product/signalbox");
            return BAD_INPUT;
        }
        final String name = arguments.getFirst();
        final var filter = FrameworkUtil.createFilter(
                "(&(objectClass=" + Face.class.getName() + ")(" + Face.NAME + "=" + escaped(name) + "))");
        final var faces = new ServiceTracker<Face, Face>(context, filter, null);
        running = Thread.currentThread();
        faces.open();
        try {
            final Face face = faces.waitForService(PATIENCE_MILLIS);
            if (face == null) {
                System.err.println("signalbox: this product has no face named " + name);
                return BAD_INPUT;
            }
            return face.run(arguments.subList(1, arguments.size()));
        } catch (InterruptedException stopped) {
            return 0;
        } catch (Exception defect) {
            LOG.error("The face {} failed", name, defect);
            return DEFECT;
        } finally {
            running = null;
            faces.close();
        }
    }

    /** Ends a face that still runs when the framework stops. */
    @Deactivate
    public void stop() {
        final Thread thread = running;
        if (thread != null && thread != Thread.currentThread()) {
            thread.interrupt();
        }
    }

    /** A value as RFC 4515 wants it inside a filter. */
    private static String escaped(final String value) {
        return value.replaceAll("[\\\\*()]", "\\\\$0");
    }
}
