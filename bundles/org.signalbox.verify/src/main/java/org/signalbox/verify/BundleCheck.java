package org.signalbox.verify;

import java.util.List;
import java.util.stream.Stream;

import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleWiring;

/** The bundle asks for what this product offers, and for nothing that is not for partners. */
final class BundleCheck implements Check {
    private static final List<String> FORBIDDEN = List.of("sun.", "jdk.internal.", "org.signalbox.vswitch.pipeline.",
            "org.signalbox.vswitch.engine.", "org.signalbox.fabric.");

    @Override
    public String name() {
        return "bundle";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final ExtensionJar jar = subject.jar();
        try {
            subject.install();
        } catch (final BundleException e) {
            return Judgement.last(Finding.of("the framework does not install it: "
                    + (e.getCause() == null ? e : e.getCause()).getMessage(),
                    "mend the manifest; the bnd plugin writes one that is right"));
        }
        final List<String> missing = missing(subject);
        if (!missing.isEmpty()) {
            return Judgement.last(Finding.of("it imports " + String.join("; ", missing),
                    "build it against the API of this product, and take along what the product does not offer"));
        }
        final List<String> forbidden = jar.packages().stream().filter(BundleCheck::isForbidden).toList();
        if (!forbidden.isEmpty()) {
            return Judgement.red(Finding.of("its classes use " + String.join(", ", forbidden)
                    + ", which is not for extensions", "use org.signalbox.frame, org.signalbox.schema,"
                            + " org.signalbox.vswitch, org.signalbox.vswitch.extension and public packages of Java"));
        }
        for (final String header : List.of(Constants.REQUIRE_BUNDLE, Constants.DYNAMICIMPORT_PACKAGE)) {
            if (!jar.header(header).isEmpty()) {
                return Judgement.red(Finding.of("its manifest has " + header + ": " + jar.header(header),
                        "name each package with its range in Import-Package"));
            }
        }
        return Judgement.ok(subject.id() + " " + jar.version());
    }

    private static boolean isForbidden(final String name) {
        return FORBIDDEN.stream().anyMatch((name + ".")::startsWith);
    }

    /** What is imported and not offered, in words. */
    private static List<String> missing(final Subject subject) {
        final List<BundleCapability> offered = subject.bundles().stream().map(each -> each.adapt(BundleWiring.class))
                .flatMap(wiring -> wiring == null ? Stream.empty()
                        : wiring.getCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream())
                .toList();
        final List<BundleCapability> own = subject.bundle().adapt(BundleRevision.class)
                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE);
        return PackageImport.of(subject.bundle()).stream().filter(each -> !each.optional())
                .filter(each -> Stream.concat(offered.stream(), own.stream())
                        .noneMatch(other -> each.admits(other.getAttributes())))
                .map(each -> inWords(each, offered)).toList();
    }

    private static String inWords(final PackageImport wanted, final List<BundleCapability> offered) {
        final List<String> versions = offered.stream()
                .filter(each -> wanted.name().equals(each.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .map(each -> each.getAttributes().get(Constants.VERSION_ATTRIBUTE).toString()).distinct().toList();
        return wanted.inWords() + ", and this product " + (versions.isEmpty() ? "has no such package"
                : "has " + String.join(" and ", versions));
    }
}
