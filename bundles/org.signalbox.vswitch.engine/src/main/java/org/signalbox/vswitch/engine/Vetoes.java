package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.signalbox.schema.Path;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.VirtualSwitches.Refusal;
import org.signalbox.vswitch.extension.PortStep;
import org.signalbox.vswitch.extension.StagePort;

/** Asks the extensions of a switch whether they refuse what a spec would bring about. Changes nothing. */
final class Vetoes {
    private static final int NO_INDEX = -1;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SwitchSpec spec;
    private final Path at;
    private final List<InstalledExtension> asked;
    private final FaultLog log;

    /** @param at where the spec stands in what is checked */
    Vetoes(final SwitchSpec spec, final Path at, final ExtensionCatalog catalog, final FaultLog log) {
        this.spec = spec;
        this.at = at;
        this.asked = new ArrayList<>(spec.extensions().stream().flatMap(id -> catalog.find(id).stream())
                .filter(each -> each.kind() != ExtensionKind.CAPTURING).toList());
        this.log = log;
    }

    /**
     * The first veto against each port.
     *
     * @param live the switch of the spec's name, if there is one
     */
    List<Refusal> of(final Optional<LiveSwitch> live) {
        final List<Refusal> refusals = new ArrayList<>();
        for (int k = 0; k < spec.ports().size(); k++) {
            final Path path = at.key("ports").index(k);
            veto(spec.ports().get(k), live).ifPresent(found -> refusals.add(new Refusal(path.toString(), found,
                    "a port that its extensions accept")));
        }
        return refusals;
    }

    private Optional<String> veto(final PortSpec port, final Optional<LiveSwitch> live) {
        for (final PortStep step : PortStep.values()) {
            if (step.canBeVetoed() && (live.isEmpty() ? isWanted(port, step) : live.get().isNew(port, step))) {
                for (final InstalledExtension extension : List.copyOf(asked)) {
                    final Optional<String> veto = veto(extension, step, port);
                    if (veto.isPresent()) {
                        return veto;
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isWanted(final PortSpec port, final PortStep step) {
        return step == PortStep.CREATE_PORT || !port.attachment().isEmpty();
    }

    private Optional<String> veto(final InstalledExtension extension, final PortStep step, final PortSpec port) {
        final List<Optional<String>> answer = new ArrayList<>();
        try {
            PatientCall.make(extension.service(), () -> answer.add(extension.service().veto(step, spec.name(),
                    new StagePort(NO_INDEX, port.name(), port.mac()))), PATIENCE_NANOS);
            return answer.getFirst().map(reason -> "port \"" + port.name() + "\", which " + extension.id()
                    + " does not let " + (step == PortStep.CREATE_PORT ? "be created" : "have a NIC") + " (" + reason
                    + ")");
        } catch (final PatientCall.Overdue late) {
            // it is not waited for again, once for each port
            asked.remove(extension);
            log.failed(extension.id(), spec.name(), late);
            return Optional.empty();
        } catch (final Throwable thrown) {
            log.failed(extension.id(), spec.name(), thrown);
            return Optional.empty();
        }
    }
}
