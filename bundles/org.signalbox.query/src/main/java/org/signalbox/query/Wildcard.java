package org.signalbox.query;

import java.util.Optional;

/** Texts with {@code *} for any characters and {@code ?} for one, case aside. Source: Microsoft, "about_Wildcards". */
public final class Wildcard {

    private Wildcard() {
    }

    /** Whether a text matches, which it does if there is no pattern. */
    public static boolean matches(Optional<String> pattern, String text) {
        return pattern.isEmpty() || matches(pattern.get(), text);
    }

    /**
     * Whether the whole text matches. Goes back to the last star only, so that time is the product of the lengths at
     * most.
     */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && same(pattern.charAt(p), text.charAt(n))) {
                p++;
                n++;
            } else if (star >= 0) {
                p = star + 1;
                n = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean same(char pattern, char letter) {
        return pattern == '?' || Character.toLowerCase(pattern) == Character.toLowerCase(letter);
    }
}
