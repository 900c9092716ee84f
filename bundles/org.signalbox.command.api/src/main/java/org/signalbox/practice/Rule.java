package org.signalbox.practice;

/**
 * What a practice asks for.
 *
 * @param id       unique among all practices, without blanks, such as {@code TrunkAllowsEverything}
 * @param severity of each finding
 * @param title    the rule in one sentence, as it should be
 * @param why      what goes wrong otherwise, in one or two sentences
 * @param source   who says so: a vendor's guide, an RFC, a standard, with its number or title
 */
public record Rule(String id, Severity severity, String title, String why, String source) {
}
