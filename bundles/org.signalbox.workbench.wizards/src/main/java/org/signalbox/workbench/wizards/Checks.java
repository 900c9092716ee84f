package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.signalbox.vswitch.Names;
import org.signalbox.workbench.wizards.Plan.Problem;

/** Looks at answers one by one and collects what is wrong. */
final class Checks {

    private static final int MOST_VLAN = 4_094;

    private final List<Problem> problems = new ArrayList<>();

    /** What was found wrong so far. */
    List<Problem> problems() {
        return problems;
    }

    /** The words of a list as it is typed, between commas or blanks. */
    static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+")).filter(word -> !word.isEmpty()).toList();
    }

    void refuse(String field, String sentence) {
        problems.add(new Problem(field, sentence, false));
    }

    /** That there is something. */
    boolean given(String field, String text, String expected) {
        if (text.isEmpty()) {
            problems.add(new Problem(field, "Found nothing, expected " + expected + ".", true));
        }
        return !text.isEmpty();
    }

    /** That it is a name as switches and ports have. */
    void name(String field, String text) {
        if (given(field, text, Names.MEANS) && !text.matches(Names.REGEX)) {
            refuse(field, "Found \"" + text + "\", expected " + Names.MEANS + ".");
        }
    }

    /** That it is the name of a switch, with its host in front where hosts are named. */
    void switchName(String field, String text) {
        if (given(field, text, Names.MEANS) && !text.matches(Names.REGEX + "(/" + Names.REGEX + ")?")) {
            refuse(field, "Found \"" + text + "\", expected " + Names.MEANS + ", or HOST/NAME.");
        }
    }

    /** The whole number that it is, of a range; 0 where it is none. */
    long number(String field, String text, long least, long most) {
        final String range = "a whole number from " + least + " to " + most;
        if (!given(field, text, range)) {
            return 0;
        }
        final long number = text.matches("[0-9]{1,15}") ? Long.parseLong(text) : -1;
        if (number < least || number > most) {
            refuse(field, "Found \"" + text + "\", expected " + range + ".");
            return 0;
        }
        return number;
    }

    long vlan(String field, String text) {
        return number(field, text, 1, MOST_VLAN);
    }

    /** VLANs such as {@code 10,20-29}, at least one. */
    List<String> vlans(String field, String text) {
        final String expected = "VLANs from 1 to " + MOST_VLAN + " such as 10,20-29";
        final List<String> words = words(text);
        if (given(field, String.join("", words), expected)) {
            words.stream().filter(word -> !isRange(word)).findFirst()
                    .ifPresent(word -> refuse(field, "Found \"" + word + "\", expected " + expected + "."));
        }
        return words;
    }

    private static boolean isRange(String word) {
        if (!word.matches("[0-9]{1,4}(-[0-9]{1,4})?")) {
            return false;
        }
        final String[] ends = word.split("-");
        final int first = Integer.parseInt(ends[0]);
        final int last = Integer.parseInt(ends[ends.length - 1]);
        return first >= 1 && first <= last && last <= MOST_VLAN;
    }
}
