package org.signalbox.fabric.cmdlet;

import java.util.Optional;

import org.signalbox.command.Change;
import org.signalbox.command.CommandName;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.RefusedException;
import org.signalbox.command.SignaturePolicy;
import org.signalbox.command.TrustSpec;
import org.signalbox.schema.Doc;

/** What is not given stays as it is. */
public final class SetExtensionTrust implements Change<SetExtensionTrust.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("What becomes of a bundle that no trusted certificate has signed. require: it does not run; warn: it "
                    + "runs with a warning; allow: it runs.") Optional<SignaturePolicy> signatures,
            @Doc("Trusted certificates: a PEM file, a folder of them, or a PKCS #12 file with the password changeit.")
            Optional<String> store) {
    }

    @Override
    public CommandName name() {
        return new CommandName("Set", "ExtensionTrust");
    }

    @Override
    public String summary() {
        return "Says whose bundles run.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public FabricDocument plan(FabricDocument before, Parameters given) throws RefusedException {
        final Optional<String> store = given.store().isEmpty() ? before.trust().store()
                : Optional.of(FilePath.of(given.store().get()).toAbsolutePath().normalize().toString());
        return before.withTrust(new TrustSpec(given.signatures().orElse(before.trust().signatures()), store));
    }
}
