package org.signalbox.query;

import java.util.Comparator;

/** Orders texts as people do: case aside, and digits by the number they make, so that web2 stands before web10. */
public final class NaturalOrder implements Comparator<String> {

    /** The order. */
    public static final NaturalOrder INSTANCE = new NaturalOrder();

    private NaturalOrder() {
    }

    @Override
    public int compare(String a, String b) {
        int i = 0;
        int j = 0;
        while (i < a.length() && j < b.length()) {
            final int order;
            if (isDigit(a.charAt(i)) && isDigit(b.charAt(j))) {
                final int endA = digits(a, i);
                final int endB = digits(b, j);
                order = number(a, i, endA, b, j, endB);
                i = endA;
                j = endB;
            } else {
                order = Character.compare(Character.toLowerCase(a.charAt(i++)), Character.toLowerCase(b.charAt(j++)));
            }
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.length() - i, b.length() - j);
    }

    private static int number(String a, int startA, int endA, String b, int startB, int endB) {
        final int i = zeros(a, startA, endA);
        final int j = zeros(b, startB, endB);
        return endA - i != endB - j ? Integer.compare(endA - i, endB - j)
                : a.substring(i, endA).compareTo(b.substring(j, endB));
    }

    private static int zeros(String text, int start, int end) {
        int i = start;
        while (i < end && text.charAt(i) == '0') {
            i++;
        }
        return i;
    }

    private static int digits(String text, int start) {
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
