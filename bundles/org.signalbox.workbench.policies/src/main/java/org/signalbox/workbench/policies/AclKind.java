package org.signalbox.workbench.policies;

import java.util.List;
import org.eclipse.swt.SWT;

/** The two access lists of the filtering extension's policy, by the keys that they stand under. */
enum AclKind {
    /** Decided by the longest prefix. */
    ACL("acl", "ACL", "VMNetworkAdapterAcl", 4, List.of(
            new Column("#", 40, SWT.RIGHT, "Place in the list, by which drops and traces name the entry"),
            new Column("Action", 76, SWT.LEFT, "What becomes of frames that match; meter only counts"),
            new Column("Direction", 92, SWT.LEFT, "As the machine sees it"),
            new Column("Side", 76, SWT.LEFT, "Whose address it is: the machine's own or the other end's"),
            new Column("Address", 200, SWT.LEFT, "IP prefix or MAC address"),
            new Column("Frames", 100, SWT.RIGHT, "Frames that the entry decided about"),
            new Column("Bytes", 110, SWT.RIGHT, "Their lengths"))),
    /** Decided by the highest weight. */
    EXTENDED("extendedAcl", "Extended ACL", "VMNetworkAdapterExtendedAcl", 6, List.of(
            new Column("#", 40, SWT.RIGHT, "Order within its direction: the first that matches decides"),
            new Column("Action", 76, SWT.LEFT, "What becomes of packets that match"),
            new Column("Direction", 92, SWT.LEFT, "As the machine sees it"),
            new Column("Protocol", 76, SWT.LEFT, "IP protocol"),
            new Column("Local address", 124, SWT.LEFT, "The machine's own address"),
            new Column("Local port", 92, SWT.LEFT, "TCP or UDP port of the machine"),
            new Column("Remote address", 128, SWT.LEFT, "The other end's address"),
            new Column("Remote port", 98, SWT.LEFT, "TCP or UDP port of the other end"),
            new Column("Weight", 68, SWT.RIGHT, "The highest that matches decides"),
            new Column("Stateful", 72, SWT.LEFT, "Whether return packets are allowed, too"),
            new Column("Frames", 92, SWT.RIGHT, "Packets that the entry decided about"),
            new Column("Bytes", 100, SWT.RIGHT, "Their lengths")));

    private final String key;
    private final String title;
    private final String noun;
    private final int widest;
    private final List<Column> columns;

    AclKind(String key, String title, String noun, int widest, List<Column> columns) {
        this.key = key;
        this.title = title;
        this.noun = noun;
        this.widest = widest;
        this.columns = columns;
    }

    /** A column of the list's table; its first width in pixels. */
    record Column(String title, int width, int alignment, String tip) {
    }

    String key() {
        return key;
    }

    String title() {
        return title;
    }

    /** The noun of its cmdlets. */
    String noun() {
        return noun;
    }

    /** The column that takes the width that is left over. */
    int widest() {
        return widest;
    }

    List<Column> columns() {
        return columns;
    }
}
