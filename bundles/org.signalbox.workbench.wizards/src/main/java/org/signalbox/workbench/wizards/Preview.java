package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signalbox.command.Change;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;
import org.signalbox.schema.TreePatch;
import org.signalbox.workbench.Cmdlet;

/**
 * What commands would do one after the other. A command is planned on the document that those before it lead to; one
 * that needs none of them is asked as a what-if as well, and so is judged by the running switches, too. What builds on
 * an earlier one, or follows one that changes more than the document, is judged by them only when it is run.
 */
final class Preview {

    private static final Schema<FabricDocument> DOCUMENT = Schema.of(FabricDocument.class);

    private final Commands commands;

    Preview(Commands commands) {
        this.commands = commands;
    }

    /**
     * One command.
     *
     * @param text       as it would be typed
     * @param sentences  what it would do
     * @param isLater    whether it builds on an earlier one
     * @param refusal    why it would be refused; then those behind it are not looked at
     */
    record Step(Cmdlet cmdlet, String text, List<String> sentences, boolean isLater, Optional<String> refusal) {
    }

    /** Looks at the commands up to the first that would be refused. May block; changes nothing. */
    List<Step> of(List<Cmdlet> cmdlets) {
        final FabricDocument now = commands.document();
        FabricDocument before = now;
        boolean isBehindOperation = false;
        final List<Step> steps = new ArrayList<>();
        for (final Cmdlet cmdlet : cmdlets) {
            final String text = cmdlet.text(commands).orElse(cmdlet.name());
            try {
                if (commands.find(CommandName.parse(cmdlet.name())).orElse(null) instanceof Change<?> change) {
                    final FabricDocument after = plan(change, cmdlet, before);
                    final boolean isLater = isBehindOperation || before != now && refuses(change, cmdlet, now);
                    final List<String> warnings = isLater ? List.of() : warnings(cmdlet.whatIf(commands));
                    final List<String> sentences = new ArrayList<>(differences(before, after));
                    sentences.addAll(warnings);
                    steps.add(new Step(cmdlet, text, sentences, isLater, Optional.empty()));
                    before = after;
                } else {
                    steps.add(new Step(cmdlet, text, cmdlet.whatIf(commands), false, Optional.empty()));
                    isBehindOperation = true;
                }
            } catch (RefusedException refused) {
                steps.add(new Step(cmdlet, text, List.of(), false, Optional.of(refused.getMessage())));
                return steps;
            }
        }
        return steps;
    }

    private static boolean refuses(Change<?> change, Cmdlet cmdlet, FabricDocument document) {
        try {
            plan(change, cmdlet, document);
            return false;
        } catch (RefusedException refused) {
            return true;
        }
    }

    private static List<String> warnings(List<String> messages) {
        return messages.stream().filter(message -> !message.startsWith("would change ")).toList();
    }

    private static List<String> differences(FabricDocument before, FabricDocument after) {
        return TreePatch.diff(DOCUMENT.unbind(before), DOCUMENT.unbind(after)).changes().stream()
                .map(Preview::sentence).toList();
    }

    private static String sentence(org.signalbox.schema.Change difference) {
        if (difference.before() == org.signalbox.schema.Change.ABSENT) {
            return "adds " + difference.path() + " = " + JsonText.compact(difference.after());
        }
        return difference.after() == org.signalbox.schema.Change.ABSENT ? "removes " + difference.path()
                : "changes " + difference.path() + " from " + JsonText.compact(difference.before()) + " to "
                        + JsonText.compact(difference.after());
    }

    private static <P extends Record> FabricDocument plan(Change<P> change, Cmdlet cmdlet, FabricDocument before)
            throws RefusedException {
        try {
            return change.plan(before, Schema.of(change.parameters()).bind(keyed(change, cmdlet)));
        } catch (IllegalArgumentException nonsense) {
            throw new RefusedException(cmdlet.name() + ": " + nonsense.getMessage(), nonsense);
        }
    }

    private static Map<String, Object> keyed(Command<?> command, Cmdlet cmdlet) {
        final Map<String, Object> keyed = new LinkedHashMap<>();
        for (final Parameter parameter : Parameter.of(command.parameters())) {
            cmdlet.parameters().forEach((name, value) -> {
                if (name.equalsIgnoreCase(parameter.name())) {
                    keyed.put(parameter.key(), value);
                }
            });
        }
        return keyed;
    }
}
