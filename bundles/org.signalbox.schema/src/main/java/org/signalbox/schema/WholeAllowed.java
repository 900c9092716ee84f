package org.signalbox.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a class with {@code parse(String)}: a whole number may stand for its decimal text, and is written where the
 * value's text is one; so that a list may hold {@code 10} beside {@code 20-29}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE})
public @interface WholeAllowed {
}
