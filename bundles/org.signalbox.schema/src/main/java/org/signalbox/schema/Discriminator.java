package org.signalbox.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a sealed interface whose records are told apart by one key. A variant's value is its {@link Key} or else its
 * simple name in lower case with dashes.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface Discriminator {
    /** The key that holds the variant, for example {@code mode}. */
    String value();
}
