package org.signalbox.vswitch.engine;

import java.lang.ref.WeakReference;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Where an extension comes from. What was asked for it once does not keep it from leaving. Any thread. */
interface ExtensionHome {
    /** Whether nothing of it may run. */
    boolean isStopped();

    /** Whether nothing of it may be there. */
    boolean isGone();

    /** Of its classes; null when that has gone, or nobody knows. */
    ClassLoader loader();

    /** One that stays. */
    ExtensionHome NOWHERE = new ExtensionHome() {
        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public boolean isGone() {
            return false;
        }

        @Override
        public ClassLoader loader() {
            return null;
        }
    };

    /** A bundle. */
    static ExtensionHome of(final Bundle bundle) {
        return new InBundle(FrameworkUtil.getBundle(ExtensionHome.class).getBundleContext(), bundle.getBundleId(),
                new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
    }

    /** Known by its number, since a bundle object keeps the classes. */
    record InBundle(BundleContext context, long number, WeakReference<ClassLoader> classes) implements ExtensionHome {
        @Override
        public boolean isStopped() {
            final Bundle bundle = context.getBundle(number);
            return bundle == null || (bundle.getState() & (Bundle.INSTALLED | Bundle.RESOLVED)) != 0;
        }

        /** An uninstalled bundle whose classes others use stays until those are wired anew. */
        @Override
        public boolean isGone() {
            return context.getBundle(number) == null && context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
                    .adapt(FrameworkWiring.class).getRemovalPendingBundles().stream()
                    .noneMatch(pending -> pending.getBundleId() == number);
        }

        @Override
        public ClassLoader loader() {
            return classes.get();
        }
    }
}
