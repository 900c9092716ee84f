package org.signalbox.workbench;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * A page of Edit &gt; Preferences, whose fields are the components of a record. Register it as a service; the dialog
 * has the page while the service is there. What the user sets is remembered under the page's id, also while the bundle
 * is away. {@link #use} is called on the user interface's thread; the others give the same each time, on any thread.
 * None may block.
 *
 * @param <T> the record: each component has a default, or is a list, a map or an {@code Optional}; a {@code Doc}
 *     explains it
 */
@ConsumerType
public interface PreferencePage<T extends Record> {

    /** The page's identity in what is remembered: {@code [A-Za-z0-9._-]+}, unique in the workbench. */
    String id();

    /** What the list of pages calls it, a word or two. */
    String title();

    /** The record. */
    Class<T> values();

    /** Takes what is set: when the service comes, and after each change; the defaults where what is kept does not fit. */
    void use(T values);
}
