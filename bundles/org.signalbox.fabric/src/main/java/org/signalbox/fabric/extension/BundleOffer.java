package org.signalbox.fabric.extension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.signalbox.vswitch.extension.Extension;

/**
 * Something that a bundle offers to others, as its manifest says.
 *
 * @param namespace  of the capability
 * @param attributes of the capability
 */
public record BundleOffer(String namespace, Map<String, Object> attributes) {

    /** All that a bundle would offer if installed. @throws IllegalArgumentException if a header makes no sense */
    static List<BundleOffer> of(BundleFile bundle) {
        final List<BundleOffer> offers = new ArrayList<>();
        for (String namespace : List.of(BundleNamespace.BUNDLE_NAMESPACE, HostNamespace.HOST_NAMESPACE)) {
            offers.add(new BundleOffer(namespace, Map.of(namespace, bundle.symbolicName(),
                    Constants.BUNDLE_VERSION_ATTRIBUTE, bundle.version())));
        }
        for (ManifestHeader.Clause clause : clauses(bundle, Constants.EXPORT_PACKAGE)) {
            for (String name : clause.paths()) {
                final Map<String, Object> attributes = new HashMap<>(clause.attributes());
                attributes.put(PackageNamespace.PACKAGE_NAMESPACE, name);
                attributes.putIfAbsent(Constants.VERSION_ATTRIBUTE, Version.emptyVersion);
                offers.add(new BundleOffer(PackageNamespace.PACKAGE_NAMESPACE, attributes));
            }
        }
        for (ManifestHeader.Clause clause : clauses(bundle, Constants.PROVIDE_CAPABILITY)) {
            clause.paths().forEach(namespace -> offers.add(new BundleOffer(namespace, clause.attributes())));
        }
        return offers;
    }

    /** Whether it is an extension of the switch, as a service. */
    public boolean isExtension() {
        return namespace.equals("osgi.service") && String.valueOf(attributes.get(Constants.OBJECTCLASS))
                .contains(Extension.class.getPackageName() + ".");
    }

    private static List<ManifestHeader.Clause> clauses(BundleFile bundle, String header) {
        return ManifestHeader.clauses(bundle.headers().getValue(header));
    }
}
