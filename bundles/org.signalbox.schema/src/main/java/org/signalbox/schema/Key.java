package org.signalbox.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The word used in the document where it is not the one derived from the Java name: a component's key, an enum
 * constant's text, or a variant's discriminator value.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Key {
    /** The word as it stands in the document. */
    String value();
}
