package org.signalbox.vswitch.decision;

import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;

/**
 * One stage's decision.
 *
 * @param extension id of the extension, {@code switch} for the switch itself
 * @param rule      which of its rules decided; empty for an extension that does not say
 * @param reason    why, in one clause; empty for an extension that does not say
 * @param after     the headers afterwards, when the stage changed them
 */
@Doc("What one stage decided.")
public record Step(
        @Doc("Id of the extension, or switch for the switch itself.") String extension,
        @Doc("The decision.") Verdict verdict,
        @Doc("Which of its rules decided.") @Default("") String rule,
        @Doc("Why, in one clause.") @Default("") String reason,
        @Doc("The headers afterwards, when the stage changed them.") Optional<Headers> after) {
}
