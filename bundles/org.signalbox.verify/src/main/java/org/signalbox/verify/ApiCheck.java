package org.signalbox.verify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.signalbox.verify.binary.Linkage;
import org.signalbox.verify.binary.Release;

/**
 * It says which versions of the API it takes, and links with each of these that was released, and with that of this
 * product.
 */
final class ApiCheck implements Check {
    private static final String API = "org.signalbox.";
    private static final List<String> FOR_EXTENSIONS = List.of("org.signalbox.frame", "org.signalbox.schema",
            "org.signalbox.vswitch", "org.signalbox.vswitch.extension", "org.signalbox.workbench");
    private static final String RELEASES = "releases";

    @Override
    public String name() {
        return "api";
    }

    @Override
    public Judgement judge(final Subject subject) {
        final List<Release> here = subject.bundles().stream()
                .filter(bundle -> bundle.getState() != Bundle.UNINSTALLED && bundle != subject.bundle()
                        && bundle.getSymbolicName() != null && bundle.getSymbolicName().startsWith(API))
                .map(Release::of).toList();
        final Linkage linkage = new Linkage(subject.jar().classes().values(), name -> find(name, here));
        final List<PackageImport> imports = PackageImport.of(subject.bundle()).stream()
                .filter(each -> each.name().startsWith(API)).toList();
        final Optional<Finding> range = range(linkage, imports, here);
        if (range.isPresent()) {
            return Judgement.red(range.get());
        }
        final List<Release> releases = new ArrayList<>(released());
        releases.addAll(here);
        final List<String> linked = new ArrayList<>();
        for (final PackageImport each : imports) {
            final SortedSet<Version> versions = new TreeSet<>();
            for (final Release release : releases) {
                final Version version = release.packages().get(each.name());
                if (version != null && each.admits(version)) {
                    final Optional<String> missing = linkage.missing(each.name(), release);
                    if (missing.isPresent()) {
                        return Judgement.red(doesNotLink(each, version, release, missing.get()));
                    }
                    versions.add(version);
                }
            }
            linked.add(each.name() + " " + versions.stream().map(Version::toString).collect(Collectors.joining(", ")));
        }
        return Judgement.ok("links with " + String.join("; ", linked));
    }

    /** The packages of the API for extensions that these bundles offer, with their versions. */
    static Map<String, Version> versions(final List<Bundle> bundles) {
        final Map<String, Version> versions = new TreeMap<>();
        bundles.stream().filter(bundle -> bundle.getSymbolicName() != null
                && bundle.getSymbolicName().startsWith(API)).map(Release::of)
                .forEach(release -> FOR_EXTENSIONS.forEach(name -> Optional.ofNullable(release.packages().get(name))
                        .ifPresent(version -> versions.put(name, version))));
        return versions;
    }

    private static ClassModel find(final String name, final List<Release> in) {
        return in.stream().map(release -> release.classes().apply(name)).filter(Objects::nonNull).findFirst()
                .orElse(null);
    }

    private static Optional<Finding> range(final Linkage linkage, final List<PackageImport> imports,
            final List<Release> here) {
        for (final String used : linkage.packages(API)) {
            if (imports.stream().noneMatch(each -> each.name().equals(used))) {
                return Optional.of(Finding.of("its classes use " + used + ", which it does not import",
                        "name it with its range in Import-Package; the bnd plugin does"));
            }
        }
        return imports.stream().filter(each -> admitsNextMajor(each, here)).findFirst().map(each -> Finding.of(
                "it imports " + each.name() + (each.range().isEmpty() ? " of any version" : each.isOpenEnded()
                        ? " of any version from " + each.range() : " of the versions " + each.range())
                + ", and the next major version will not be compatible",
                "let the range end before it, as the bnd plugin does: version=\"[1.0,2)\""));
    }

    private static boolean admitsNextMajor(final PackageImport wanted, final List<Release> here) {
        return wanted.isOpenEnded() || here.stream().map(release -> release.packages().get(wanted.name()))
                .filter(Objects::nonNull)
                .anyMatch(version -> wanted.admits(new Version(version.getMajor() + 1, 0, 0)));
    }

    private static Finding doesNotLink(final PackageImport wanted, final Version version, final Release release,
            final String missing) {
        return Finding.of("its range " + wanted.range() + " of " + wanted.name() + " admits " + version + " ("
                + release.origin() + "), which " + missing,
                "raise the lower bound of the range, or build against the oldest version that you admit");
    }

    /** What was released so far, which lies in this bundle. */
    private static List<Release> released() {
        final List<Release> releases = new ArrayList<>();
        for (final URL url : Collections.list(FrameworkUtil.getBundle(ApiCheck.class)
                .findEntries(RELEASES, "*.jar", false))) {
            try (InputStream file = url.openStream()) {
                releases.add(Release.ofJar(file));
            } catch (final IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return releases;
    }
}
