package org.signalbox.command;

import java.util.List;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.SwitchSpec;

/**
 * The desired state of a fabric, as its YAML document says it. One host may be left implicit: then its switches stand at the
 * top; several stand under {@code hosts}, each with its own.
 */
@Doc("Desired state of a Signalbox fabric.")
public record FabricDocument(
        @Doc("Hosts, when there are several.") @Default("[]") List<HostSpec> hosts,
        @Doc("Switches of the one implicit host.") @Default("[]") List<SwitchSpec> switches,
        @Doc("Whose bundles run.") @Default("{}") TrustSpec trust) {
    /** No hosts, no switches. */
    public static final FabricDocument EMPTY = new FabricDocument(List.of(), List.of());

    public FabricDocument {
        hosts = List.copyOf(hosts);
        switches = List.copyOf(switches);
        if (!hosts.isEmpty() && !switches.isEmpty()) {
            throw new IllegalArgumentException("found both 'hosts' and 'switches', expected one of them: "
                    + "with several hosts each switch stands inside its host");
        }
    }

    /** A document that trusts as usual. */
    public FabricDocument(List<HostSpec> hosts, List<SwitchSpec> switches) {
        this(hosts, switches, TrustSpec.DEFAULT);
    }

    /** The same document with other {@link #hosts}. */
    public FabricDocument withHosts(List<HostSpec> others) {
        return new FabricDocument(others, switches, trust);
    }

    /** The same document with other {@link #switches}. */
    public FabricDocument withSwitches(List<SwitchSpec> others) {
        return new FabricDocument(hosts, others, trust);
    }

    /** The same document with another {@link #trust}. */
    public FabricDocument withTrust(TrustSpec other) {
        return new FabricDocument(hosts, switches, other);
    }
}
