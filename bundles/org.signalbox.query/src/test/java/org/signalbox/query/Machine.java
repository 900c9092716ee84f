package org.signalbox.query;

import java.util.List;

/** What the tests filter. */
record Machine(String name, String host, double rate, double drops, double memory, boolean isolated, String state) {

    static final List<Column<Machine>> COLUMNS = List.of(Column.text("name", Machine::name),
            Column.text("host", Machine::host), Column.number("rate", "b/s", Machine::rate),
            Column.number("drops", "", Machine::drops), Column.number("memory", "B", Machine::memory),
            Column.flag("isolated", Machine::isolated),
            Column.choice("state", List.of("up", "down", "disconnected"), Machine::state));

    static final List<Machine> ALL = List.of(
            new Machine("web1", "H1", 10e6, 0, 4L << 30, false, "up"),
            new Machine("web10", "H10", 9e6, 12, 8L << 30, true, "up"),
            new Machine("Web2", "h2", 0, 1, 1L << 30, false, "down"),
            new Machine("data base", "H11", 2.5e9, 0, 64L << 30, true, "up"),
            new Machine("not", "H3", Double.NaN, Double.NaN, Double.NaN, false, "disconnected"),
            new Machine("a*b", "H(1)", 0, 0, 0, false, "up"),
            new Machine("q", "H\"q", 1, 1_000_000, 0, true, "down"));
}
