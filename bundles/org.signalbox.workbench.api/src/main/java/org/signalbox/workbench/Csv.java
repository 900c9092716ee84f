package org.signalbox.workbench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A table as comma-separated values. Source: RFC 4180, with a header line; lines end in CR LF, the last one too.
 * Immutable.
 *
 * @param head the columns' names
 * @param rows cells as they are written, as many to a row as there are columns
 */
public record Csv(List<String> head, List<List<String>> rows) {

    private static final String END = "\r\n";

    /**
     * Copies the rows.
     *
     * @throws IllegalArgumentException for no columns, and for a row that has not as many cells as there are columns
     */
    public Csv {
        head = List.copyOf(head);
        rows = rows.stream().map(List::copyOf).toList();
        if (head.isEmpty()) {
            throw new IllegalArgumentException("found no columns, expected at least one");
        }
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).size() != head.size()) {
                throw new IllegalArgumentException("found " + rows.get(i).size() + " cells in row " + i + ", expected "
                        + head.size());
            }
        }
    }

    /** The whole text. */
    public String text() {
        return Stream.concat(Stream.of(head), rows.stream())
                .map(row -> row.stream().map(Csv::cell).collect(Collectors.joining(",", "", END)))
                .collect(Collectors.joining());
    }

    private static String cell(String text) {
        return text.chars().anyMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n')
                ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
