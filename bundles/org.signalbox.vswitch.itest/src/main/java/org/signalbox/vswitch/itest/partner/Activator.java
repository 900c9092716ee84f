package org.signalbox.vswitch.itest.partner;

import java.lang.reflect.Constructor;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.signalbox.vswitch.extension.Extension;

/** Registers the extension that a header of its bundle names. */
public final class Activator implements BundleActivator {
    /** The header with the name of the extension's class, which is made with the bundle's context if it takes one. */
    public static final String EXTENSION = "Test-Extension";

    @Override
    public void start(final BundleContext context) throws ReflectiveOperationException {
        final Class<?> type = Class.forName(context.getBundle().getHeaders("").get(EXTENSION));
        context.registerService(Extension.class, (Extension) made(type, context), null);
    }

    private static Object made(final Class<?> type, final BundleContext context) throws ReflectiveOperationException {
        for (final Constructor<?> each : type.getConstructors()) {
            if (each.getParameterCount() == 1) {
                return each.newInstance(context);
            }
        }
        return type.getConstructor().newInstance();
    }

    @Override
    public void stop(final BundleContext context) {
        // the framework takes the service away
    }
}
