package org.signalbox.command;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The unit of a number in a record that a command answers with; tables show it in the heading. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Unit {
    /** As it is written behind a number, such as {@code frames/s} or {@code bytes}. */
    String value();
}
