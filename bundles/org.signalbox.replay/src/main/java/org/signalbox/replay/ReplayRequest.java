package org.signalbox.replay;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.signalbox.command.RefusedException;

/**
 * What the command line asked for.
 *
 * @param fabric     the fabric document
 * @param switchName the switch, as {@code NAME} or {@code HOST/NAME}
 * @param inputs     captures and where they enter, in the order given, which decides between equal time stamps
 * @param out        the folder for the results
 * @param trace      whether each frame's decision is written down too
 */
record ReplayRequest(Path fabric, String switchName, List<Input> inputs, Path out, boolean trace) {

    static final String USAGE = "replay --fabric FILE --switch NAME --in PORT=CAPTURE ... --out DIR [--trace]";

    /** A capture whose frames enter at a port; several may name the same port. */
    record Input(String port, Path capture) {
    }

    /** @throws RefusedException with one sentence */
    static ReplayRequest parse(final List<String> arguments) throws RefusedException {
        String fabric = null;
        String switchName = null;
        String out = null;
        boolean trace = false;
        final List<Input> inputs = new ArrayList<>();
        int i = 0;
        while (i < arguments.size()) {
            final String option = arguments.get(i++);
            switch (option) {
                case "--fabric" -> fabric = once(option, fabric, arguments, i++);
                case "--switch" -> switchName = once(option, switchName, arguments, i++);
                case "--out" -> out = once(option, out, arguments, i++);
                case "--trace" -> trace = true;
                case "--in" -> {
                    inputs.add(input(value(option, arguments, i++)));
                    while (i < arguments.size() && !arguments.get(i).startsWith("--")) {
                        inputs.add(input(arguments.get(i++)));
                    }
                }
                default -> throw new RefusedException("found '" + option + "', expected " + USAGE);
            }
        }
        if (inputs.isEmpty()) {
            throw missing("--in");
        }
        return new ReplayRequest(path(given("--fabric", fabric)), given("--switch", switchName), inputs,
                path(given("--out", out)), trace);
    }

    private static String once(final String option, final String before, final List<String> arguments, final int at)
            throws RefusedException {
        if (before != null) {
            throw new RefusedException("found " + option + " twice, expected it once");
        }
        return value(option, arguments, at);
    }

    private static String value(final String option, final List<String> arguments, final int at)
            throws RefusedException {
        if (at >= arguments.size() || arguments.get(at).isEmpty() || arguments.get(at).startsWith("--")) {
            throw new RefusedException("found " + option + " without a value, expected " + USAGE);
        }
        return arguments.get(at);
    }

    private static Input input(final String text) throws RefusedException {
        final int split = text.indexOf('=');
        if (split < 1 || split == text.length() - 1) {
            throw new RefusedException("found '" + text + "' after --in, expected PORT=CAPTURE");
        }
        return new Input(text.substring(0, split), path(text.substring(split + 1)));
    }

    private static Path path(final String text) throws RefusedException {
        try {
            return Path.of(text);
        } catch (final InvalidPathException e) {
            throw new RefusedException("found '" + text + "', expected the path of a file or folder", e);
        }
    }

    private static String given(final String option, final String value) throws RefusedException {
        if (value == null) {
            throw missing(option);
        }
        return value;
    }

    private static RefusedException missing(final String option) {
        return new RefusedException("found no " + option + ", expected " + USAGE);
    }
}
