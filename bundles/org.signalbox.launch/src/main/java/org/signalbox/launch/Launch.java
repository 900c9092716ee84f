package org.signalbox.launch;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.slf4j.LoggerFactory;

/**
 * The process's main thread. bnd's launcher calls it there because of {@code main.thread=true} when all bundles have
 * started, and ends the process with the code it returns. The first argument names the face to run, the rest are the
 * face's own. A face that is {@link Face#EARLY} begins while the bundles after its own still start, and shows itself
 * before those that are {@link Later}.
 */
@Component(service = Callable.class, property = "main.thread=true")
public final class Launch implements Callable<Integer> {

    private static final String ARGUMENTS = "launcher.arguments";
    /** A face comes when the fabric does, which may be large. */
    private static final long PATIENCE_MILLIS = 120_000;
    private static final long QUIET_MILLIS = 4_000;
    private static final int DEFECT = 1;
    private static final int BAD_INPUT = 2;

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final List<String> arguments;
    private final Faces faces;
    private final Later later;
    private volatile Thread running;

    /** A face that runs on a thread of its own; null for one that failed as it was made. */
    private record Early(Face face, CompletableFuture<Integer> code) {
    }

    /** The face that was asked for; one at most. */
    private final class Faces extends ServiceTracker<Face, ServiceReference<Face>> {

        private final AtomicReference<Early> early = new AtomicReference<>();

        Faces(final BundleContext context, final Filter filter) {
            super(context, filter, null);
        }

        @Override
        public ServiceReference<Face> addingService(final ServiceReference<Face> reference) {
            if (Boolean.TRUE.equals(reference.getProperty(Face.EARLY)) && early.get() == null) {
                final Early begun = new Early(context.getService(reference), new CompletableFuture<>());
                if (early.compareAndSet(null, begun)) {
                    begin(begun);
                }
            }
            return reference;
        }

        @Override
        public void removedService(final ServiceReference<Face> reference, final ServiceReference<Face> same) {
            // the service is given back with the bundle
        }

        private void begin(final Early begun) {
            new Thread(() -> {
                try {
                    begun.code.complete(run(begun.face));
                } catch (Throwable defect) {
                    begun.code.completeExceptionally(defect);
                }
            }, "face").start();
        }
    }

    /**
     * @param context the bundle's context
     * @param components tells which faces there could be
     * @param launcher properties of the service by which bnd's launcher tells the command line
     */
    @Activate
    public Launch(final BundleContext context, @Reference final ServiceComponentRuntime components,
            @Reference(service = Object.class, target = "(" + ARGUMENTS + "=*)") final Map<String, Object> launcher)
            throws InvalidSyntaxException {
        this.context = context;
        this.components = components;
        this.arguments = List.of((String[]) launcher.get(ARGUMENTS));
        final String folder = context.getProperty(Places.RUN);
        if (folder != null) {
            Runtime.getRuntime().addShutdownHook(
                    new Sweep(context.getBundle(0).adapt(Framework.class), new File(folder)));
        }
        later = new Later(context);
        final String name = arguments.isEmpty() ? "" : arguments.getFirst();
        faces = new Faces(context, FrameworkUtil.createFilter(
                "(&(objectClass=" + Face.class.getName() + ")(" + Face.NAME + "=" + escaped(name) + "))"));
    }

    @Activate
    void open() {
        later.hold();
        faces.open();
    }

    @Override
    public Integer call() throws ExecutionException {
        if (arguments.isEmpty()) {
            System.err.println("signalbox: no face named; start it with product/signalbox");
            return BAD_INPUT;
        }
        try {
            final Early early = faces.early.get();
            if (early != null && early.face != null) {
                early.face.show();
            }
            later.start();
            if (early != null) {
                return early.code.get();
            }
            final ServiceReference<Face> reference = found();
            return reference == null ? BAD_INPUT : run(context.getService(reference));
        } catch (InterruptedException stopped) {
            return 0;
        }
    }

    /** Where the face is, or null, of which one line on standard error said why. */
    private ServiceReference<Face> found() throws InterruptedException {
        final String name = arguments.getFirst();
        if (faces.getServiceReference() == null && components.getComponentDescriptionDTOs().stream()
                .noneMatch(each -> name.equals(each.properties.get(Face.NAME)))) {
            System.err.println("signalbox: this product has no face named " + name);
            return null;
        }
        ServiceReference<Face> reference = faces.waitForService(QUIET_MILLIS);
        if (reference == null) {
            System.err.println("signalbox: still starting");
            reference = faces.waitForService(PATIENCE_MILLIS);
        }
        if (reference == null) {
            System.err.println("signalbox: found no face " + name + " after two minutes, expected it to start; the"
                    + " log may say why it does not");
        }
        return reference;
    }

    private int run(final Face face) {
        if (face == null) {
            System.err.println("signalbox: the face " + arguments.getFirst() + " failed as it was made; the log says why");
            return DEFECT;
        }
        running = Thread.currentThread();
        try {
            return face.run(arguments.subList(1, arguments.size()));
        } catch (InterruptedException stopped) {
            return 0;
        } catch (Exception defect) {
            // made only now, since logging takes its time to begin
            LoggerFactory.getLogger(Launch.class).error("The face {} failed", arguments.getFirst(), defect);
            return DEFECT;
        } finally {
            running = null;
        }
    }

    /** Ends a face that still runs when the framework stops. */
    @Deactivate
    public void stop() {
        faces.close();
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
