package org.signalbox.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A package that a bundle imports.
 *
 * @param name     of the package
 * @param filter   that an export has to match
 * @param optional whether the bundle does without it
 */
record PackageImport(String name, String filter, boolean optional) {
    private static final Pattern NAME = Pattern.compile("osgi\\.wiring\\.package=([^)]*)");
    private static final Pattern FROM = Pattern.compile("\\(version>=([^)]*)\\)");
    private static final Pattern TO = Pattern.compile("\\(!\\(version>=([^)]*)\\)\\)");
    private static final Version LATEST = new Version(Integer.MAX_VALUE, 0, 0);

    static List<PackageImport> of(final Bundle bundle) {
        return bundle.adapt(BundleRevision.class).getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .filter(each -> each.getDirectives().containsKey(Constants.FILTER_DIRECTIVE))
                .map(PackageImport::of).toList();
    }

    private static PackageImport of(final BundleRequirement requirement) {
        final String filter = requirement.getDirectives().get(Constants.FILTER_DIRECTIVE);
        return new PackageImport(group(NAME, filter).orElse(filter), filter, Constants.RESOLUTION_OPTIONAL.equals(
                requirement.getDirectives().get(Constants.RESOLUTION_DIRECTIVE)));
    }

    /** Whether a package of these attributes will do. */
    boolean admits(final Map<String, Object> attributes) {
        try {
            return FrameworkUtil.createFilter(filter).matches(attributes);
        } catch (final InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean admits(final Version version) {
        return admits(Map.of(PackageNamespace.PACKAGE_NAMESPACE, name, Constants.VERSION_ATTRIBUTE, version));
    }

    /** Whether it takes versions that nobody has thought of yet. */
    boolean isOpenEnded() {
        return admits(LATEST);
    }

    /** The versions as a manifest has them: {@code [1.0.0,2.0.0)}; empty if any will do. */
    String range() {
        return group(FROM, filter).map(from -> group(TO, filter).map(to -> "[" + from + "," + to + ")").orElse(from))
                .orElse("");
    }

    /** The package and its versions in words. */
    String inWords() {
        return name + group(FROM, filter).map(from -> " from " + from
                + group(TO, filter).map(to -> " to below " + to).orElse("")).orElse("");
    }

    private static Optional<String> group(final Pattern pattern, final String filter) {
        final Matcher matcher = pattern.matcher(filter);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
