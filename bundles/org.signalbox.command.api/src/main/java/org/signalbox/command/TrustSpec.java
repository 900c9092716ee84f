package org.signalbox.command;

import java.io.File;
import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;

/**
 * Whose bundles run in a fabric. Under no policy a bundle runs whose contents are not those that were signed.
 *
 * @param signatures what becomes of a bundle that no trusted certificate has signed
 * @param store      absolute path of the trusted certificates: a file or a folder of PEM files, or a PKCS #12 file with
 *                   the password {@code changeit}; without it nobody is trusted
 */
public record TrustSpec(
        @Doc("What becomes of a bundle that no trusted certificate has signed. require: it does not run; warn: it runs "
                + "with a warning; allow: it runs.") @Default("allow") SignaturePolicy signatures,
        @Doc("Absolute path of the trusted certificates: a PEM file, a folder of them, or a PKCS #12 file with the "
                + "password changeit.") Optional<String> store) {
    /** Everything runs, nobody is trusted. */
    public static final TrustSpec DEFAULT = new TrustSpec(SignaturePolicy.ALLOW, Optional.empty());

    public TrustSpec {
        if (store.isPresent() && !new File(store.get()).isAbsolute()) {
            throw new SchemaException(Path.ROOT.key("store"), SchemaException.describe(store.get()),
                    "an absolute path, so that it does not depend on where the product is started");
        }
    }
}
