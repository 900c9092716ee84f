package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.Random;
import java.util.Set;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.engine.model.StackOffer;
import org.signalbox.vswitch.engine.model.StackOffer.Fault;

/** Upgrades by chance for {@link StackSteps}: those that go well, that fail on the way, and that cannot be. */
final class StackUpgradeSteps {
    private static final int NO_VERSION = 9;

    private final StackRun run;
    private final StackSpecs some;

    StackUpgradeSteps(final StackRun run, final StackSpecs some) {
        this.run = run;
        this.some = some;
    }

    private static <T> T pick(final List<T> among, final Random random) {
        return among.get(random.nextInt(among.size()));
    }

    /** To another version of an extension, which comes first if there is none. */
    String upgrade(final Random random) {
        final List<StackOffer> installed = run.model().installed();
        if (installed.isEmpty()) {
            return "nothing to upgrade";
        }
        String words = "";
        if (run.model().waiting().isEmpty() || random.nextInt(3) == 0) {
            final StackOffer offer = some.offer(pick(installed, random).id());
            run.install(offer);
            words = "install " + offer + ", ";
        }
        final StackOffer to = pick(run.model().waiting(), random);
        final StackOffer from = installed.stream().filter(each -> each.id().equals(to.id())).findFirst().orElseThrow();
        return words + switch (random.nextInt(12)) {
            case 0 -> upgrade(to.id(), NO_VERSION, false);
            case 1 -> toAnotherKind(from);
            case 2 -> failing(to, pick(List.of(Fault.CREATE, Fault.PORT), random), "", to, random);
            case 3 -> failing(from, Fault.CLOSE, "", to, random);
            // how far frames come that waited outside, nobody knows if some switch has the new version meanwhile
            case 4 -> isAnyWaiting() ? "frames wait" : failing(from, Fault.SAVE, last(to), to, random);
            case 5 -> isAnyWaiting() ? "frames wait" : failing(to, Fault.RESTORE, last(to), to, random);
            default -> upgrade(to.id(), to.version(), random.nextInt(3) > 0);
        };
    }

    /** Where it is enabled and comes last, so that others have the new version then; empty for nowhere. */
    private String last(final StackOffer each) {
        return run.specs().stream().filter(spec -> spec.extensions().contains(each.id())).map(SwitchSpec::name)
                .reduce("", (_, name) -> name);
    }

    private boolean isAnyWaiting() {
        return run.specs().stream().anyMatch(spec -> run.model().at(spec.name()).waiting() > 0);
    }

    private String upgrade(final String id, final int version, final boolean onProbation) {
        return "upgrade " + id + " to " + version + (onProbation ? " on probation" : "")
                + (run.upgrade(id, version, onProbation) ? "" : ": refused");
    }

    /** The first of this version that waits need not be the one that is to fail. */
    private String failing(final StackOffer who, final Fault fault, final String where, final StackOffer to,
            final Random random) {
        run.arm(who, fault, where);
        final String words = upgrade(to.id(), to.version(), random.nextBoolean());
        run.disarm(who);
        return words + ", with " + who + " failing at " + fault + " on \"" + where + "\"";
    }

    private String toAnotherKind(final StackOffer from) {
        final ExtensionKind kind =
                from.kind() == ExtensionKind.FILTERING ? ExtensionKind.CAPTURING : ExtensionKind.FILTERING;
        final StackOffer other = new StackOffer(0, from.id(), kind, NO_VERSION, Set.of(), Set.of());
        run.install(other);
        final String words = upgrade(other.id(), other.version(), false);
        run.remove(other);
        return words + ", another kind";
    }
}
