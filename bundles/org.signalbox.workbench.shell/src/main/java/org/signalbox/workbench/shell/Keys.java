package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.swt.SWT;

/** Keys as they are written, {@code Ctrl+Shift+C}, and as SWT takes them. */
final class Keys {

    private static final Map<String, Integer> MODIFIERS = Map.of("CTRL", SWT.MOD1, "SHIFT", SWT.MOD2, "ALT", SWT.MOD3);
    private static final Map<String, Integer> NAMED = Map.ofEntries(Map.entry("UP", SWT.ARROW_UP),
            Map.entry("DOWN", SWT.ARROW_DOWN), Map.entry("LEFT", SWT.ARROW_LEFT), Map.entry("RIGHT", SWT.ARROW_RIGHT),
            Map.entry("HOME", SWT.HOME), Map.entry("END", SWT.END), Map.entry("PAGEUP", SWT.PAGE_UP),
            Map.entry("PAGEDOWN", SWT.PAGE_DOWN), Map.entry("INSERT", SWT.INSERT), Map.entry("DELETE", (int) SWT.DEL),
            Map.entry("ENTER", (int) SWT.CR), Map.entry("SPACE", (int) ' '));
    private static final int FUNCTION_KEYS = 12;

    private Keys() {
    }

    /**
     * The accelerator of a key; 0 for an empty text.
     *
     * @throws IllegalArgumentException with one sentence for what is no key
     */
    static int parse(String written) {
        if (written.isBlank()) {
            return 0;
        }
        final List<String> parts = new ArrayList<>(List.of(written.strip().toUpperCase(Locale.ROOT).split("\\+")));
        int key = letter(parts.removeLast(), written);
        for (final String part : parts) {
            final Integer modifier = MODIFIERS.get(part);
            if (modifier == null) {
                throw expected(written);
            }
            key |= modifier;
        }
        return key;
    }

    private static int letter(String name, String written) {
        if (name.length() == 1) {
            return name.charAt(0);
        }
        final Integer named = NAMED.get(name);
        if (named != null) {
            return named;
        }
        if (name.matches("F\\d{1,2}")) {
            final int number = Integer.parseInt(name.substring(1));
            if (number >= 1 && number <= FUNCTION_KEYS) {
                return SWT.F1 + number - 1;
            }
        }
        throw expected(written);
    }

    private static IllegalArgumentException expected(String written) {
        return new IllegalArgumentException("found the key '" + written
                + "', expected one such as Ctrl+Shift+C, Alt+Up or F5");
    }

    /** The accelerator that was pressed, as {@link #parse} gives it. */
    static int pressed(int modifiers, int keyCode) {
        final int key = keyCode < 1 << 16 ? Character.toUpperCase(keyCode) : keyCode;
        return modifiers & SWT.MODIFIER_MASK | key;
    }
}
