package org.signalbox.fabric;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** The kinds of attachment that bundles provide now. */
record AttachmentKinds(BundleContext context) implements Supplier<Set<String>> {

    @Override
    public Set<String> get() {
        final Set<String> kinds = new TreeSet<>();
        try {
            for (ServiceReference<?> provider : context.getServiceReferences(AttachmentProvider.class, null)) {
                kinds.add(String.valueOf(provider.getProperty(AttachmentProvider.KIND)));
            }
            return kinds;
        } catch (InvalidSyntaxException noFilter) {
            throw new IllegalStateException(noFilter);
        }
    }
}
