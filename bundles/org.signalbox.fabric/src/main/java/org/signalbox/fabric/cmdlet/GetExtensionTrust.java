package org.signalbox.fabric.cmdlet;

import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Query;
import org.signalbox.fabric.trust.TrustGate;
import org.signalbox.schema.Schema;

/** Bundles that are no part of the product: extensions, and what they brought. */
@Component(service = Command.class)
public final class GetExtensionTrust implements Query<GetExtensionTrust.Parameters> {
    /** It has none. */
    public record Parameters() {
    }

    /** A bundle and who vouches for it; may run says what the policy makes of that. */
    public record Row(String name, String version, String signature, boolean mayRun, String policy, String store) {
    }

    private final TrustGate gate;

    @Activate
    public GetExtensionTrust(@Reference TrustGate gate) {
        this.gate = gate;
    }

    @Override
    public CommandName name() {
        return new CommandName("Get", "ExtensionTrust");
    }

    @Override
    public String summary() {
        return "Lists who signed the bundles that were plugged in, and whether they may run.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> query(FabricDocument document, Parameters given) {
        final String policy = Schema.word(document.trust().signatures());
        final String store = document.trust().store().orElse("");
        return gate.judged().stream().map(each -> new Row(each.name(), each.version(), each.state().words(),
                each.accepted(), policy, store)).toList();
    }
}
