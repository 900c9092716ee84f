package org.signalbox.workbench.extensions;

import java.util.List;
import java.util.stream.Stream;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Cmdlet;

/** A row that a command answered with, read by the names of its columns: its type belongs to who brings the command. */
record Answer(Record row) {

    /** The rows of a query; none where no bundle brings it. Blocks as long as the query does. */
    static List<Answer> of(Commands commands, Cmdlet query) throws RefusedException {
        return query.text(commands).isEmpty() ? List.of()
                : query.run(commands).objects().stream().map(Answer::new).toList();
    }

    /** A column's value in words; empty where there is no such column. */
    String text(String column) {
        return Stream.of(row.getClass().getRecordComponents()).filter(each -> each.getName().equals(column))
                .map(each -> {
                    try {
                        return String.valueOf(each.getAccessor().invoke(row));
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException("The column " + column + " of " + row + " cannot be read", e);
                    }
                }).findFirst().orElse("");
    }
}
