package org.signalbox.fabric.document;

import java.util.regex.Pattern;

/** What a plain scalar means. Source: YAML 1.2.2, section 10.3.2, core schema, tag resolution. */
final class CoreScalars {
    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern TRUE = Pattern.compile("true|True|TRUE");
    private static final Pattern FALSE = Pattern.compile("false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Pattern NO_NUMBER = Pattern.compile("[-+]?(\\.inf|\\.Inf|\\.INF)|\\.nan|\\.NaN|\\.NAN");

    private CoreScalars() {
    }

    /**
     * The value of a plain scalar: null, a Boolean, a Long, a finite Double, or the text itself.
     *
     * @throws NumberFormatException for a number that these types cannot hold
     */
    static Object resolve(String text) {
        if (NULL.matcher(text).matches()) {
            return null;
        } else if (TRUE.matcher(text).matches()) {
            return true;
        } else if (FALSE.matcher(text).matches()) {
            return false;
        } else if (INTEGER.matcher(text).matches()) {
            return Long.parseLong(text);
        } else if (OCTAL.matcher(text).matches()) {
            return Long.parseLong(text.substring(2), 8);
        } else if (HEXADECIMAL.matcher(text).matches()) {
            return Long.parseLong(text.substring(2), 16);
        } else if (FLOAT.matcher(text).matches()) {
            return finite(text);
        } else if (NO_NUMBER.matcher(text).matches()) {
            throw new NumberFormatException(text);
        }
        return text;
    }

    private static Double finite(String text) {
        final double number = Double.parseDouble(text);
        if (Double.isInfinite(number)) {
            throw new NumberFormatException(text);
        }
        return number;
    }
}
