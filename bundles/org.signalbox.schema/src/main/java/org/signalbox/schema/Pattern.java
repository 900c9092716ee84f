package org.signalbox.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form of a text; on a list, of each of its elements; on a map, of each of its keys. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT})
public @interface Pattern {
    /** A regular expression that the whole text matches, in the common subset of Java and ECMAScript. */
    String value();

    /** The form in words, as it completes "expected ...": {@code "a name such as web-1"}. */
    String means();
}
