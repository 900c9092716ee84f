package org.signalbox.fabric.trust;

import java.nio.file.Path;
import java.util.Optional;

import org.osgi.framework.Bundle;
import org.signalbox.command.RefusedException;
import org.signalbox.command.TrustSpec;
import org.signalbox.fabric.extension.KeptJar;

/** Looks at the signature of a bundle before it is installed. Safe to call from any thread. */
public interface SignatureCheck {
    /** What the live document trusts. */
    TrustSpec live();

    /** What a signature comes to. @param mayRun whether a bundle with it does */
    record Judgement(SignatureState state, boolean mayRun) {
    }

    /** Looks at a file that is not to be installed yet. @throws RefusedException if what to trust cannot be read */
    Judgement judge(Path file, TrustSpec by) throws RefusedException;

    /**
     * @param by what to trust
     * @return what there is to warn of
     * @throws RefusedException with one sentence, if the bundle must not run
     */
    Optional<String> check(KeptJar jar, TrustSpec by) throws RefusedException;

    /** Lets a bundle run that was checked for a document that is not live yet, until it is live or the next one is. */
    void tolerate(Bundle bundle);
}
