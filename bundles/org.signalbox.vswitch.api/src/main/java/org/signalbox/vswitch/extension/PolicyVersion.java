package org.signalbox.vswitch.extension;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On the record of a policy: the version of its schema, from 1, which is that of a record without this annotation. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PolicyVersion {
    /** Grows by one whenever what was written for the record before would be refused or mean something else. */
    int value();
}
