package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.SwitchSpec;

/**
 * All that decides a frame's way: ports, VLANs and the order of stages. Immutable; a switch runs one batch by one
 * program, and every change of ports, order or extensions is the next program.
 */
final class Program {
    private final SwitchSpec spec;
    private final PortTable ports;
    private final List<EnabledStage> stages;
    private final EnabledStage[] ingress;
    private final EnabledStage forwarding;
    private final EnabledStage[] egress;
    private final MirrorPlan mirrors;

    /** @param stages those of the spec's extensions that are present, in any order */
    Program(final SwitchSpec spec, final PortTable ports, final List<EnabledStage> stages) {
        this.spec = spec;
        this.ports = ports;
        this.stages = stages.stream().sorted(Comparator.comparing(EnabledStage::kind)
                .thenComparing(stage -> spec.extensions().indexOf(stage.id()))).toList();
        final List<EnabledStage> passes = new ArrayList<>(
                this.stages.stream().filter(stage -> stage.kind() != ExtensionKind.FORWARDING).toList());
        this.ingress = passes.toArray(EnabledStage[]::new);
        this.egress = passes.reversed().toArray(EnabledStage[]::new);
        this.mirrors = MirrorPlan.of(ports, spec.mirrors());
        this.forwarding = this.stages.stream().filter(stage -> stage.kind() == ExtensionKind.FORWARDING).findFirst()
                .orElse(null);
    }

    SwitchSpec spec() {
        return spec;
    }

    PortTable ports() {
        return ports;
    }

    /** In the order in which a frame meets them on ingress, failed ones included. */
    List<EnabledStage> stages() {
        return stages;
    }

    /** Capturing and filtering stages, top first. */
    EnabledStage[] ingress() {
        return ingress;
    }

    /** The stage that chooses destinations, or null when the switch does. */
    EnabledStage forwarding() {
        return forwarding;
    }

    /** Filtering and capturing stages, in reverse order. */
    EnabledStage[] egress() {
        return egress;
    }

    /** Who mirrors what; null when nobody does. */
    MirrorPlan mirrors() {
        return mirrors;
    }
}
