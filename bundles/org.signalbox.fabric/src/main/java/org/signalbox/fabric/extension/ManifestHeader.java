package org.signalbox.fabric.extension;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.framework.Version;

/** Reads a header of a bundle's manifest. Source: OSGi Core 8, 1.3.2 "General Syntax Definitions", 3.2.4 to 3.3.6. */
final class ManifestHeader {

    private ManifestHeader() {
    }

    /**
     * One clause of a header.
     *
     * @param paths      what stands before the parameters: packages, namespaces, a symbolic name
     * @param attributes {@code version} and {@code x:Version} as versions, {@code x:List} as lists, others as texts
     */
    record Clause(List<String> paths, Map<String, Object> attributes, Map<String, String> directives) {
    }

    /** The clauses of a header; none for one that is absent. @throws IllegalArgumentException for a bad version */
    static List<Clause> clauses(String header) {
        final List<Clause> clauses = new ArrayList<>();
        for (String text : split(header == null ? "" : header, ',')) {
            final Clause clause = new Clause(new ArrayList<>(), new HashMap<>(), new HashMap<>());
            for (String part : split(text, ';')) {
                final int sign = sign(part);
                if (sign < 0) {
                    clause.paths().add(part);
                } else if (sign > 0 && part.charAt(sign - 1) == ':') {
                    clause.directives().put(part.substring(0, sign - 1).strip(), value(part, sign));
                } else {
                    attribute(clause.attributes(), part.substring(0, sign).strip(), value(part, sign));
                }
            }
            clauses.add(clause);
        }
        return clauses;
    }

    private static void attribute(Map<String, Object> attributes, String key, String value) {
        final String[] typed = key.split(":", 2);
        final String type = typed.length == 2 ? typed[1].strip() : "String";
        final boolean plain = typed.length == 1 && (key.equals("version") || key.equals("bundle-version"));
        if (plain || type.startsWith("Version")) {
            attributes.put(typed[0], Version.parseVersion(value));
        } else if (type.startsWith("List")) {
            attributes.put(typed[0], split(value, ','));
        } else {
            attributes.put(typed[0], value);
        }
    }

    private static int sign(String part) {
        final int sign = part.indexOf('=');
        final int quote = part.indexOf('"');
        return quote >= 0 && quote < sign ? -1 : sign;
    }

    private static String value(String part, int sign) {
        final String value = part.substring(sign + 1).strip();
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1) : value;
    }

    private static List<String> split(String text, char separator) {
        final List<String> parts = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || !quoted && text.charAt(i) == separator) {
                final String part = text.substring(start, i).strip();
                if (!part.isEmpty()) {
                    parts.add(part);
                }
                start = i + 1;
            } else if (text.charAt(i) == '"') {
                quoted = !quoted;
            }
        }
        return parts;
    }
}
