package org.signalbox.vswitch.decision;

import java.util.Optional;

/**
 * One stage's decision.
 *
 * @param extension id of the extension, {@code switch} for the switch itself
 * @param rule      which of its rules decided, or empty
 * @param reason    why, in one clause, or empty
 * @param after     the headers afterwards, when the stage changed them
 */
public record Step(String extension, Verdict verdict, String rule, String reason, Optional<Headers> after) {
}
