package org.signalbox.workbench.inventory;

import java.util.List;
import java.util.Optional;
import org.signalbox.query.Column;

/** What is listed, with the columns it has. */
enum Kind {
    MACHINES("Machines", "machine", "machines", Fields.MACHINES, "New-VMSwitch and Add-VMNetworkAdapter make some"),
    PORTS("Ports", "port", "ports", Fields.PORTS, "Add-VMNetworkAdapter makes one"),
    SWITCHES("Switches", "switch", "switches", Fields.SWITCHES, "New-VMSwitch makes one"),
    HOSTS("Hosts", "host", "hosts", Fields.HOSTS, "a host stands here as soon as it has a switch"),
    EXTENSIONS("Extensions", "extension", "extensions", Fields.EXTENSIONS,
            "Install-VMSwitchExtension brings one");

    private final String title;
    private final String one;
    private final String many;
    private final List<Field> fields;
    private final String start;

    Kind(String title, String one, String many, List<Field> fields, String start) {
        this.title = title;
        this.one = one;
        this.many = many;
        this.fields = fields;
        this.start = start;
    }

    String title() {
        return title;
    }

    String one() {
        return one;
    }

    String many() {
        return many;
    }

    /** How the first one comes about. */
    String start() {
        return start;
    }

    List<Field> fields() {
        return fields;
    }

    /** What a query can ask of them. */
    List<Column<Row>> columns() {
        return fields.stream().map(Field::column).toList();
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The names of the columns that are shown until the user chooses. */
    List<String> usual() {
        return fields.stream().filter(Field::usual).map(Field::name).toList();
    }
}
