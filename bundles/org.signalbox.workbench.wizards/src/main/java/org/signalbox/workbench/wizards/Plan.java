package org.signalbox.workbench.wizards;

import java.util.List;
import java.util.Map;
import org.signalbox.workbench.Cmdlet;

/**
 * What a wizard's answers come to. Immutable.
 *
 * @param commands in the order in which they are run; none while there are problems
 * @param problems what keeps the answers from being commands
 * @param notes    what the commands do not set though the answers ask for it, and what is left off and why; a
 *                 sentence each
 * @param reverses what takes back those of the commands that the journal does not undo
 */
record Plan(List<Cmdlet> commands, List<Problem> problems, List<String> notes, Map<Cmdlet, Cmdlet> reverses) {

    /**
     * What is wrong with one answer.
     *
     * @param field    the answer's name
     * @param sentence what was found, and what was expected
     * @param missing  whether there is nothing yet, so that nobody need be told
     */
    record Problem(String field, String sentence, boolean missing) {
    }

    /** The answers of a wizard as they stood at a moment. */
    interface Answers {

        /** What they come to. May block, and ask the fabric; not for the user interface's thread. */
        Plan plan();

        /** Whether that reads files or asks other machines: then it is not asked while somebody types. */
        default boolean asksOutside() {
            return false;
        }
    }

    Plan {
        problems = List.copyOf(problems);
        commands = problems.isEmpty() ? List.copyOf(commands) : List.of();
        notes = List.copyOf(notes);
        reverses = Map.copyOf(reverses);
    }

    /** One whose changes the journal undoes. */
    Plan(List<Cmdlet> commands, List<Problem> problems, List<String> notes) {
        this(commands, problems, notes, Map.of());
    }
}
