package org.signalbox.vswitch.itest.numbering;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.signalbox.vswitch.extension.Extension;

/** Registers the extension of a bundle that a test made. */
public final class Activator implements BundleActivator {
    /** The header with the number of the frame that the extension fails at. */
    public static final String FAILS_AT = "Fails-At";

    @Override
    public void start(final BundleContext context) {
        final String failsAt = context.getBundle().getHeaders("").get(FAILS_AT);
        context.registerService(Extension.class,
                new Numbering(failsAt == null ? Long.MAX_VALUE : Long.parseLong(failsAt)), null);
    }

    @Override
    public void stop(final BundleContext context) {
    }
}
