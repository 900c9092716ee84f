package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.stream.Collectors;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Answer;

/**
 * An extension that could be installed, as the fabric tells of it.
 *
 * @param kind      in a word; empty where that is not known before it runs
 * @param signature who signed it, in words; empty where that is not known before it is installed
 */
record Candidate(String id, String version, String description, String kind, String signature) {

    private static final int MOST = 100;

    /** Tells what there is at a source. */
    interface Look {

        /** Blocks. @throws RefusedException with one sentence, where nothing is there that may be installed */
        Candidate at(Source source) throws RefusedException;
    }

    /** Asks the fabric, which also says whether it would install it. */
    static Candidate of(Commands commands, Source source) throws RefusedException {
        final List<Answer> rows = Answer.of(commands, source.find());
        final Answer row = rows.stream().filter(each -> source.isFile() || each.text("id").equals(source.id()))
                .findFirst().orElseThrow(() -> new RefusedException(source.repository() + ": found no extension \""
                        + source.id() + "\", expected " + (rows.isEmpty() ? "a repository that has some" : "one of "
                        + rows.stream().map(each -> each.text("id")).distinct().collect(Collectors.joining(", ")))));
        source.install().whatIf(commands);
        return new Candidate(row.text("id"), row.text("version"), row.text("description"), row.text("extensionType"),
                row.text("signature"));
    }

    /** Whether there is a signature that the fabric does not vouch for. */
    boolean isDoubtful() {
        return !signature.isEmpty() && !signature.endsWith(", trusted");
    }

    /** What it is, in one line; in a repository, where no more is known, with the beginning of its description. */
    String sentence() {
        return id + " " + version + (kind.isEmpty() ? "" : ", a " + kind + " extension")
                + (!signature.isEmpty() ? ", " + signature + "; the fabric lets it run."
                : description.isEmpty() ? "." : ": " + (description.length() <= MOST ? description
                : description.substring(0, MOST).strip() + "\u2026"));
    }
}
