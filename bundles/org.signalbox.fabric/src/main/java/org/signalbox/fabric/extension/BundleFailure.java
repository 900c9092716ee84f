package org.signalbox.fabric.extension;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.signalbox.command.RefusedException;

/**
 * Says in one sentence why a bundle cannot run, and what would help: what its manifest declares to need is compared
 * with what all bundles here declare to offer, and with bundles at hand that are not installed.
 */
public final class BundleFailure {
    private static final String EFFECTIVE = "effective";

    private final BundleContext context;

    public BundleFailure(BundleContext context) {
        this.context = context;
    }

    /** A requirement that nothing here meets. */
    private record Missing(BundleRevision who, Need need) {
    }

    /**
     * Why a bundle that is installed does not run.
     *
     * @param bundle to run
     * @param atHand bundles that are not installed and could be
     * @param fault  what the framework said
     */
    public RefusedException explain(BundleFile file, Bundle bundle, Collection<BundleFile> atHand, Exception fault) {
        return explain(bundle, others(file, atHand), "resolve").map(clause -> refusal(file, clause, fault))
                .orElseGet(() -> refusal(file, sentence(fault) + ", expected a bundle that can run here", fault));
    }

    /** Why a bundle that ran before does not run any more. @param atHand as above */
    public RefusedException explain(Bundle bundle, Collection<BundleFile> atHand) {
        return new RefusedException("found " + explain(bundle, atHand, "resolve").orElseGet(
                () -> "that " + bundle.getSymbolicName() + " " + bundle.getVersion()
                        + " would not run any more, expected it to run"));
    }

    /** Why a bundle that runs does not do its part: a service or an extender that it declares to need is missing. */
    Optional<RefusedException> explainIdle(BundleFile file, Bundle bundle, Collection<BundleFile> atHand) {
        return explain(bundle, others(file, atHand), "active").map(clause -> refusal(file, clause, null));
    }

    private static RefusedException refusal(BundleFile file, String clause, Exception fault) {
        return new RefusedException(file.file() + ": found " + clause, fault);
    }

    private static List<BundleFile> others(BundleFile file, Collection<BundleFile> atHand) {
        return atHand.stream().filter(other -> !other.file().equals(file.file())).toList();
    }

    private Optional<String> explain(Bundle bundle, Collection<BundleFile> atHand, String effective) {
        final List<Missing> missing = new ArrayList<>();
        collect(bundle, effective, new HashSet<>(), missing);
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        final Missing first = missing.getFirst();
        final String also = missing.size() == 1 ? "" : ", and " + (missing.size() - 1) + " more";
        return Optional.of("that " + first.who().getSymbolicName() + " " + first.who().getVersion() + " needs "
                + first.need().words() + ", which " + first.need().absence(here(first.need())) + also + ", expected "
                + remedy(first.need(), atHand));
    }

    private static String remedy(Need need, Collection<BundleFile> atHand) {
        for (BundleFile other : atHand) {
            try {
                if (need.isMetBy(BundleOffer.of(other))) {
                    return "it to be installed, too, from " + other.file();
                }
            } catch (IllegalArgumentException nonsense) {
                continue; // a manifest that makes no sense offers nothing
            }
        }
        return need.remedy();
    }

    private void collect(Bundle bundle, String effective, Set<Bundle> seen, List<Missing> missing) {
        final BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision == null || !seen.add(bundle)) {
            return;
        }
        for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
            if (!isMandatory(requirement, effective)) {
                continue;
            }
            final List<BundleCapability> met = capabilities(requirement.getNamespace()).stream()
                    .filter(requirement::matches).toList();
            if (met.isEmpty()) {
                missing.add(new Missing(revision, Need.of(requirement)));
            } else if (met.stream().allMatch(each -> each.getRevision().getBundle().getState() == Bundle.INSTALLED)) {
                collect(met.getFirst().getRevision().getBundle(), effective, seen, missing);
            }
        }
    }

    private static boolean isMandatory(BundleRequirement requirement, String effective) {
        final Map<String, String> directives = requirement.getDirectives();
        return !"optional".equals(directives.get("resolution"))
                && directives.getOrDefault(EFFECTIVE, "resolve").equals(effective);
    }

    private List<BundleCapability> capabilities(String namespace) {
        return Arrays.stream(context.getBundles()).map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(namespace).stream()).toList();
    }

    private List<Map<String, Object>> here(Need need) {
        return capabilities(need.namespace()).stream().map(BundleCapability::getAttributes).toList();
    }

    /** What the framework said, in a clause. */
    static String sentence(Exception fault) {
        return String.valueOf(fault.getMessage()).replaceAll("\\p{Cntrl}+", " ").strip();
    }
}
