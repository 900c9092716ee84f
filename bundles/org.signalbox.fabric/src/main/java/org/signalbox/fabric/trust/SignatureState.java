package org.signalbox.fabric.trust;

/**
 * What the signature of a jar comes to.
 *
 * @param kind   whether somebody vouches for it
 * @param words  that, with the signer's name, such as {@code signed by Acme, trusted}
 */
public record SignatureState(Kind kind, String words) {
    /** Nobody signed it. */
    static final SignatureState UNSIGNED = new SignatureState(Kind.UNSIGNED, "unsigned");

    /** Whether somebody vouches for a jar. */
    public enum Kind {
        /** Nobody signed it. */
        UNSIGNED,
        /** Somebody signed a part of it. */
        PARTLY,
        /** Somebody who is not trusted signed it. */
        UNTRUSTED,
        /** Somebody who was trusted signed it, and the certificate is not valid now. */
        EXPIRED,
        /** Somebody who is trusted signed all of it. */
        TRUSTED,
        /** Its contents are not those that were signed. */
        DAMAGED
    }
}
