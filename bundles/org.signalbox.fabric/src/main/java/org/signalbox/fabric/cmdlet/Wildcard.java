package org.signalbox.fabric.cmdlet;

import java.util.Optional;

/** Names with {@code *} and {@code ?}, case aside. Source: Microsoft, "about_Wildcards". */
final class Wildcard {

    private Wildcard() {
    }

    /** Whether a name matches, which it does if there is no pattern. */
    static boolean matches(Optional<String> pattern, String name) {
        return pattern.isEmpty() || matches(pattern.get(), name);
    }

    /** Goes back to the last star only, so that time is the product of the lengths at most. */
    private static boolean matches(String pattern, String name) {
        int p = 0;
        int n = 0;
        int star = -1;
        int resume = 0;
        while (n < name.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = n;
            } else if (p < pattern.length() && same(pattern.charAt(p), name.charAt(n))) {
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
