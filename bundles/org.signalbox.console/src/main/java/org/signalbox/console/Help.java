package org.signalbox.console;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.signalbox.command.Parameter;

/** A cmdlet's help, as text and as the page of the reference. */
final class Help {
    private static final String INDENT = "    ";

    private Help() {
    }

    /** What {@code Get-Help} prints. */
    static String text(Cmdlet cmdlet) {
        final StringBuilder text = new StringBuilder();
        text.append(cmdlet.name()).append('\n').append(INDENT).append(cmdlet.summary()).append("\n\n");
        text.append("Syntax\n").append(INDENT).append(syntax(cmdlet)).append('\n');
        if (!cmdlet.aliases().isEmpty()) {
            text.append("\nShort\n").append(INDENT).append(String.join(", ", cmdlet.aliases())).append('\n');
        }
        final List<String[]> rows = rows(cmdlet);
        if (!rows.isEmpty()) {
            final int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
            text.append("\nParameters\n");
            rows.forEach(row -> text.append(INDENT).append(row[0]).append(" ".repeat(width - row[0].length()))
                    .append("  ").append(row[1]).append('\n'));
        }
        return text.toString();
    }

    /** The same in Markdown. */
    static String markdown(Cmdlet cmdlet) {
        final StringBuilder text = new StringBuilder();
        text.append("### ").append(cmdlet.name()).append("\n\n").append(cmdlet.summary());
        if (!cmdlet.aliases().isEmpty()) {
            text.append(" Short: ").append(cmdlet.aliases().stream().map(alias -> "`" + alias + "`")
                    .collect(Collectors.joining(", "))).append('.');
        }
        text.append("\n\n```\n").append(syntax(cmdlet)).append("\n```\n");
        final List<String[]> rows = rows(cmdlet);
        if (!rows.isEmpty()) {
            text.append("\n| parameter | meaning |\n|---|---|\n");
            rows.forEach(row -> text.append("| `").append(row[0].replace("|", "\\|")).append("` | ")
                    .append(row[1].replaceAll("[|*]", "\\\\$0")).append(" |\n"));
        }
        return text.toString();
    }

    /** {@code New-VMSwitch [-Name] <text> [[-SwitchType] <private|internal|external>] [-WhatIf]}. */
    static String syntax(Cmdlet cmdlet) {
        final List<String> words = new ArrayList<>(List.of(cmdlet.name().toString()));
        for (final Parameter parameter : cmdlet.all()) {
            if (parameter.isSwitch()) {
                words.add("[-" + parameter.name() + "]");
            } else {
                final String named = (cmdlet.dynamic().contains(parameter) ? "-" + parameter.name()
                        : "[-" + parameter.name() + "]") + " " + placeholder(parameter);
                words.add(parameter.required() ? named : "[" + named + "]");
            }
        }
        if (cmdlet.takesWhatIf()) {
            words.add("[-WhatIf]");
        }
        return String.join(" ", words);
    }

    private static List<String[]> rows(Cmdlet cmdlet) {
        final List<String[]> rows = new ArrayList<>();
        for (final Parameter parameter : cmdlet.all()) {
            rows.add(new String[] {"-" + parameter.name()
                    + (parameter.isSwitch() ? "" : " " + placeholder(parameter)), meaning(parameter)});
        }
        if (cmdlet.takesWhatIf()) {
            rows.add(new String[] {"-WhatIf", "Only say what would happen."});
        }
        return rows;
    }

    private static String meaning(Parameter parameter) {
        final String remark = parameter.required() ? " Required."
                : parameter.isSwitch() ? "" : parameter.fallback().filter(text -> !text.matches("\\[]|\\{}"))
                        .map(text -> " Default: " + text + ".").orElse("");
        return (parameter.meaning() + remark).strip();
    }

    private static String placeholder(Parameter parameter) {
        final Type type = parameter.element().orElse(parameter.type());
        return "<" + word(type) + (parameter.element().isPresent() ? ",..." : "") + ">";
    }

    private static String word(Type type) {
        if (!(type instanceof Class<?> plain)) {
            return "@{...}";
        }
        if (plain.isEnum()) {
            return String.join("|", Coercion.words(plain));
        }
        if (Coercion.isNumber(plain)) {
            return "number";
        }
        return Map.of(String.class, "text", boolean.class, "$true|$false", Boolean.class, "$true|$false",
                Object.class, "value").getOrDefault(plain, plain.isRecord() || plain.isSealed()
                        ? recordWord(plain) : "text");
    }

    private static String recordWord(Class<?> plain) {
        return plain.isSealed() || Arrays.stream(plain.getDeclaredMethods())
                .noneMatch(method -> method.getName().equals("parse")) ? "@{...}" : "text";
    }
}
