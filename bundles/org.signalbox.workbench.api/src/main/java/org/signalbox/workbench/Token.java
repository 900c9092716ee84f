package org.signalbox.workbench;

import org.eclipse.swt.graphics.RGB;

/**
 * The palette by name, one value for light and one for dark. Every text token reaches a contrast of 4.5 to 1 (WCAG 2.1,
 * 1.4.3) on every surface it may stand on; {@link #TEXT3} must not stand on {@link #SELECTED_IDLE}.
 */
public enum Token {
    /** The window's ground. */
    GROUND("#F1F3F6", "#14181D"),
    /** Cards, tables, fields. */
    SURFACE("#FFFFFF", "#1B2027"),
    /** Table heads, hovered rows, command text. */
    RAISED("#F7F8FA", "#232932"),
    /** Borders that divide. */
    LINE("#D6DBE3", "#343C47"),
    /** Borders of what can be operated. */
    LINE_STRONG("#7F8A99", "#6F7C8C"),
    /** Connections that carry nothing worth a colour, scroll bars. */
    LINK("#808C9C", "#667383"),
    /** Text. */
    TEXT("#1A222D", "#E6EAEF"),
    /** Text that stands beside. */
    TEXT2("#4B5768", "#AAB4C0"),
    /** Section heads and hints. */
    TEXT3("#5C6878", "#97A2B1"),
    /** What is selected, focused or the default. */
    ACCENT("#1D5FC9", "#74A9FF"),
    /** Text on the accent. */
    ON_ACCENT("#FFFFFF", "#0E1B2E"),
    /** A tint of the accent. */
    ACCENT_SOFT("#E4EDFC", "#1E3150"),
    /** A selected row. */
    SELECTED("#DCE8FC", "#1D3861"),
    /** Text on a selected row. */
    ON_SELECTED("#10192A", "#FFFFFF"),
    /** A selected row without focus, neutral chips. */
    SELECTED_IDLE("#E0E4EA", "#323B47"),
    /** Works. */
    OK("#17713F", "#56C78F"),
    /** Works, but wants a look. */
    WARN("#855400", "#E6B450"),
    /** Fails, drops. */
    ERROR("#B3261E", "#FF8A80"),
    /** Tells something. */
    INFO("#0A6480", "#5CBFDD"),
    /** Extensions. */
    EXTENSION("#6B3FC0", "#C0A0FF"),
    /** Ground of a chip that says it works. */
    OK_SOFT("#DDF3E6", "#17352A"),
    /** Ground of a chip or notice that warns. */
    WARN_SOFT("#FBEBCB", "#3A2F17"),
    /** Ground of a chip or notice that tells a failure. */
    ERROR_SOFT("#FCE3E1", "#432426"),
    /** Ground of an extension's chip. */
    EXTENSION_SOFT("#EDE6FB", "#302649");

    private final String light;
    private final String dark;

    Token(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    /** The colour as {@code #RRGGBB}. */
    public String hex(boolean inDark) {
        return inDark ? dark : light;
    }

    /** The colour's parts. */
    public RGB rgb(boolean inDark) {
        final int value = Integer.parseInt(hex(inDark).substring(1), 16);
        return new RGB(value >> 16, value >> 8 & 255, value & 255);
    }
}
