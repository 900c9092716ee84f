package org.signalbox.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The value a component has when its key is absent; a key whose value equals its default is left out when written.
 * Text, enum, number, boolean and parsed components give their text; lists, maps, records and variants give JSON.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Default {
    /** For example {@code "true"}, {@code "4094"}, {@code "private"} or {@code "{\"mode\": \"untagged\"}"}. */
    String value();
}
