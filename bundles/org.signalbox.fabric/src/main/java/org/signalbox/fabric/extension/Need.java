package org.signalbox.fabric.extension;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.namespace.BundleNamespace;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.HostNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;

/**
 * A requirement of a bundle in words.
 *
 * @param namespace of the requirement
 * @param filter    that a capability has to match, empty if any will do
 */
public record Need(String namespace, String filter) {
    private static final String EXTENDER = "osgi.extender";
    private static final String SERVICE = "osgi.service";
    private static final String OBJECT_CLASS = "objectClass";
    /** How a namespace is called, what nothing here does about it, and who would satisfy it. */
    private static final Map<String, List<String>> WORDS = Map.of(
            PackageNamespace.PACKAGE_NAMESPACE,
            List.of("the package", "no bundle here exports", "a bundle that exports it"),
            BundleNamespace.BUNDLE_NAMESPACE, List.of("the bundle", "is not installed here", "that bundle"),
            HostNamespace.HOST_NAMESPACE, List.of("the host bundle", "is not installed here", "that bundle"),
            ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE,
            List.of("the execution environment", "this Java does not offer", "a Java that offers it"),
            EXTENDER, List.of("the extender", "no bundle here offers", "a bundle that offers it"),
            SERVICE, List.of("the service", "no bundle here offers", "a bundle that offers it"));
    private static final Pattern LOW = Pattern.compile("\\((?:bundle-)?version>=([^)]+)\\)");
    private static final Pattern HIGH = Pattern.compile("\\((?:bundle-)?version<=([^)]+)\\)");
    private static final Pattern BELOW = Pattern.compile("\\(!\\((?:bundle-)?version>=([^)]+)\\)\\)");
    private static final Pattern EXACT = Pattern.compile("\\(version=([^)]+)\\)");

    static Need of(BundleRequirement requirement) {
        final String filter = requirement.getDirectives().get("filter");
        if (filter != null) {
            return new Need(requirement.getNamespace(), filter);
        }
        final Object host = requirement.getAttributes().get(HostNamespace.HOST_NAMESPACE);
        return new Need(requirement.getNamespace(),
                host == null ? "" : "(" + HostNamespace.HOST_NAMESPACE + "=" + host + ")");
    }

    /** Such as {@code the package com.acme [1.0.0,2.0.0)}. */
    public String words() {
        final List<String> known = WORDS.get(namespace);
        final String name = name();
        return known == null || name.isEmpty() ? ("the capability " + namespace + " " + filter).strip()
                : (known.getFirst() + " " + name + " " + range()).strip();
    }

    /** Why it is missing, after "which". @param here capabilities of the same namespace */
    public String absence(Collection<Map<String, Object>> here) {
        final String name = name();
        final TreeSet<String> versions = here.stream()
                .filter(each -> !name.isEmpty() && name.equals(String.valueOf(each.get(nameAttribute()))))
                .map(each -> each.getOrDefault("version", each.get("bundle-version")))
                .flatMap(version -> version instanceof List<?> list ? list.stream() : Stream.of(version))
                .map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
        if (!versions.isEmpty()) {
            return "is here in version " + String.join(", ", versions);
        }
        return WORDS.getOrDefault(namespace, List.of("", "no bundle here offers")).get(1);
    }

    /** Who would satisfy it, as nobody at hand does. */
    public String remedy() {
        return WORDS.getOrDefault(namespace, List.of("", "", "a bundle that offers it")).getLast();
    }

    /** Whether one of some capabilities would satisfy it. */
    public boolean isMetBy(Collection<BundleOffer> offers) {
        try {
            final Filter asked = filter.isEmpty() ? null : FrameworkUtil.createFilter(filter);
            return offers.stream().anyMatch(offer -> offer.namespace().equals(namespace)
                    && (asked == null || asked.matches(offer.attributes())));
        } catch (InvalidSyntaxException nonsense) {
            return false;
        }
    }

    private String nameAttribute() {
        return namespace.equals(SERVICE) ? OBJECT_CLASS : namespace;
    }

    private String name() {
        final Matcher name = Pattern.compile("\\(" + Pattern.quote(nameAttribute()) + "=([^()]+)\\)").matcher(filter);
        return name.find() ? name.group(1) : "";
    }

    private String range() {
        final String below = find(BELOW, filter);
        final String rest = BELOW.matcher(filter).replaceAll("");
        final String low = find(LOW, rest);
        final String high = find(HIGH, rest);
        if (low.isEmpty()) {
            return find(EXACT, filter);
        }
        if (below.isEmpty() && high.isEmpty()) {
            return low.equals("0.0.0") ? "" : low + " or newer";
        }
        return "[" + low + "," + (below.isEmpty() ? high + "]" : below + ")");
    }

    private static String find(Pattern pattern, String text) {
        final Matcher found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }
}
