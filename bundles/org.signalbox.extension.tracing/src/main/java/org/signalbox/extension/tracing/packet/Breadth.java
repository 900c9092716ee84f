package org.signalbox.extension.tracing.packet;

/** The kinds of change that are considered, the narrowest first: by how much other traffic one may touch. */
enum Breadth {
    /** A word or a truth value of one rule: of an element of a list or mapping in a port's policy. */
    RULE_VALUE("a value of one rule of a port's policy"),
    /** One rule less in a port's policy. */
    RULE("one rule less in a port's policy"),
    /** A word or a truth value of a port's policy that holds for all its rules. */
    POLICY_VALUE("a value of a port's policy"),
    /** A key of a port's policy that goes back to what holds without it. */
    POLICY_DEFAULT("a key of a port's policy at its default"),
    /** A setting of a port: spoofing, teaming, priority, a limit, a static address, a required extension. */
    PORT_SETTING("a setting of a port"),
    /** A port's VLAN. */
    VLAN("the VLAN of a port"),
    /** The whole policy of one extension at a port. */
    POLICY("one policy less at a port"),
    /** A rule, or a value of one, in the policy of the whole switch. */
    SWITCH_RULE("a rule of a policy of the whole switch"),
    /** Anything else of the policy of the whole switch, the policy itself included. */
    SWITCH_VALUE("a value of a policy of the whole switch"),
    /** An extension less in the stack. */
    EXTENSION("an extension less in the stack");

    private final String words;

    Breadth(String words) {
        this.words = words;
    }

    /** In words. */
    String words() {
        return words;
    }
}
