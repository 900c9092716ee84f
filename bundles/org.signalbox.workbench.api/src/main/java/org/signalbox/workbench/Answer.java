package org.signalbox.workbench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;

/** A row that a command answered with, read by the names of its columns: its type belongs to who brings the command. */
public record Answer(Record row) {

    /**
     * The rows of a query; none where no bundle brings it. Blocks as long as the query does.
     *
     * @throws RefusedException with one sentence, as the query does
     */
    public static List<Answer> of(Commands commands, Cmdlet query) throws RefusedException {
        return query.text(commands).isEmpty() ? List.of()
                : query.run(commands).objects().stream().map(Answer::new).toList();
    }

    /** A column's value in words; empty where there is no such column. */
    public String text(String column) {
        return value(column).map(String::valueOf).orElse("");
    }

    /** The elements of a column that holds a list, in words; none where there is no such column. */
    public List<String> texts(String column) {
        return value(column).map(value -> ((List<?>) value).stream().map(String::valueOf).toList()).orElse(List.of());
    }

    private Optional<Object> value(String column) {
        return Stream.of(row.getClass().getRecordComponents()).filter(each -> each.getName().equals(column))
                .findFirst().map(each -> {
                    try {
                        return each.getAccessor().invoke(row);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("The column " + column + " of " + row + " cannot be read", e);
                    }
                });
    }
}
