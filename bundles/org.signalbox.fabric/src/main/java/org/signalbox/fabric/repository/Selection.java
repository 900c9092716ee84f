package org.signalbox.fabric.repository;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.osgi.framework.Version;
import org.osgi.framework.VersionRange;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.extension.BundleOffer;
import org.signalbox.fabric.extension.Need;

/**
 * Which bundles of a repository make an extension run here: the newest version whose needs are met by what is here, or
 * by others of the repository, the newest of those first. Whether packages fit together in every respect is left to the
 * framework, which says so when they are installed.
 */
public final class Selection {
    private static final int MOST = 100;
    private static final Comparator<Offered> NEWEST_FIRST = Comparator.comparing(Offered::version).reversed();

    private final String place;
    private final List<Offered> offered;
    private final List<BundleOffer> here;
    private final Set<Offered> hopeless = new HashSet<>();
    private String missing;

    /**
     * @param here what the bundles offer that are installed
     */
    public Selection(IndexedRepository repository, Collection<BundleOffer> here) {
        this(repository.place(), repository.bundles(), here);
    }

    Selection(String place, List<Offered> offered, Collection<BundleOffer> here) {
        this.place = place;
        this.offered = offered.stream().sorted(NEWEST_FIRST).toList();
        this.here = List.copyOf(here);
    }

    /**
     * The bundles to install, the extension first.
     *
     * @param version that one alone, or those of a range such as {@code [1.0,2)}; without it any
     * @throws RefusedException with one sentence, if there is none, or what it needs is neither here nor there
     */
    public List<Offered> of(String id, Optional<String> version) throws RefusedException {
        final Predicate<Version> fits = fits(version);
        final List<Offered> versions =
                offered.stream().filter(each -> each.id().equals(id) && each.isExtension()).toList();
        final List<Offered> fitting = versions.stream().filter(each -> fits.test(each.version())).toList();
        if (fitting.isEmpty()) {
            throw new RefusedException(place + ": found " + (versions.isEmpty()
                    ? "no extension '" + id + "', expected " + known()
                    : id + " in version " + versions.stream().limit(MOST).map(each -> each.version().toString())
                            .collect(Collectors.joining(", ")) + ", expected " + version.orElse("another")));
        }
        missing = null;
        for (Offered each : fitting) {
            final Set<Offered> chosen = new LinkedHashSet<>();
            if (complete(each, chosen)) {
                return List.copyOf(chosen);
            }
        }
        throw new RefusedException(place + ": " + missing);
    }

    private String known() {
        final List<String> ids = offered.stream().filter(Offered::isExtension).map(Offered::id).distinct().sorted()
                .limit(MOST).toList();
        return ids.isEmpty() ? "an extension, of which it has none" : "one of " + String.join(", ", ids);
    }

    private static Predicate<Version> fits(Optional<String> text) throws RefusedException {
        if (text.isEmpty()) {
            return version -> true;
        }
        try {
            if (text.get().strip().matches("[\\[(].*")) {
                return VersionRange.valueOf(text.get().strip())::includes;
            }
            return Version.parseVersion(text.get())::equals;
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException("found the version '" + text.get() + "', expected one such as 1.2.0, or a range "
                    + "such as [1.0,2)", nonsense);
        }
    }

    /** What a bundle needs that nothing here offers, in words. */
    public List<String> needs(Offered bundle) {
        return bundle.needs().stream().filter(need -> !need.isMetBy(here) && !need.isMetBy(bundle.offers()))
                .map(Need::words).distinct().toList();
    }

    /** Adds a bundle and what it needs; if that cannot be met, what was added is of no use. */
    private boolean complete(Offered bundle, Set<Offered> chosen) {
        if (hopeless.contains(bundle)) {
            return false;
        }
        if (chosen.size() == MOST) {
            missing = missing != null ? missing : "found that " + chosen.iterator().next().words()
                    + " needs more than " + MOST + " bundles with it, expected fewer";
            return false;
        }
        chosen.add(bundle);
        for (Need need : bundle.needs()) {
            if (!need.isMetBy(here) && chosen.stream().noneMatch(each -> need.isMetBy(each.offers()))
                    && !provide(need, chosen)) {
                hopeless.add(bundle);
                missing = missing != null ? missing : "found that " + bundle.words() + " needs " + need.words()
                        + ", which " + need.absence(here.stream().filter(each -> each.namespace().equals(
                                need.namespace())).map(BundleOffer::attributes).toList())
                        + ", and which the repository does not offer, expected " + need.remedy();
                return false;
            }
        }
        return true;
    }

    private boolean provide(Need need, Set<Offered> chosen) {
        for (Offered each : offered) {
            if (need.isMetBy(each.offers())) {
                final Set<Offered> more = new LinkedHashSet<>(chosen);
                if (complete(each, more)) {
                    chosen.addAll(more);
                    return true;
                }
            }
        }
        return false;
    }
}
