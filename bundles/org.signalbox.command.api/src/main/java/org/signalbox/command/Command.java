package org.signalbox.command;

/**
 * Something that can be asked for by name: a change of the document, a question, or an operation on the running fabric.
 * Registered as a {@code Command} service. Its parameters are the components of a record, in the order in which they may be
 * given by position; a component {@code vmSwitchName} is the parameter {@code -VMSwitchName}, compared without regard to
 * case. A command that is a {@link DynamicParameters} has more of them.
 */
public sealed interface Command<P extends Record> permits Change, Query, Operation {
    CommandName name();

    /** One line for help. */
    String summary();

    /** The record of its parameters, see {@link org.signalbox.schema.Schema}. */
    Class<P> parameters();
}
