package org.signalbox.extension.tracing.live.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.signalbox.extension.tracing.live.client.CaptureSource.RefusedQuestion;
import org.signalbox.extension.tracing.live.client.CaptureSource.Wish;

/**
 * {@code capture HOME [--switch NAME] [--port NAME]... [--filter EXPRESSION] [--direction in|out|both] [--snaplen BYTES]}
 * writes pcapng to standard output; {@code extcap HOME ...} speaks Wireshark's protocol, see {@link Extcap}.
 */
public final class CaptureClient {
    private static final String SWITCH = "--switch";
    private static final String PORT = "--port";
    private static final String USAGE = "[--switch NAME] [--port NAME]... [--filter EXPRESSION]"
            + " [--direction in|out|both] [--snaplen BYTES]";

    private CaptureClient() {
    }

    /** Ends as {@link #run} says. */
    public static void main(String[] arguments) {
        System.exit(run(arguments, new FileOutputStream(FileDescriptor.out), System.err));
    }

    /**
     * The exit code: 0; 2 when the input was bad, 1 when something failed, and one line on standard error said what.
     * That who reads the pipe has left is how such a capture ends.
     */
    static int run(String[] arguments, OutputStream to, PrintStream errors) {
        try {
            final List<String> rest = List.of(arguments).subList(2, arguments.length);
            final Path home = Path.of(arguments[1]);
            if (arguments[0].equals("extcap")) {
                new Extcap(home, new PrintStream(to, false, Charset.defaultCharset())).run(rest);
            } else {
                capture(home, rest, to);
            }
            return 0;
        } catch (RefusedQuestion refused) {
            errors.println("signalbox " + arguments[0] + ": " + refused.getMessage());
            return 2;
        } catch (IOException fault) {
            final String why = String.valueOf(fault.getMessage());
            if (why.equals("Broken pipe")) {
                return 0;
            }
            errors.println("signalbox " + arguments[0] + ": found that no more can be captured (" + why
                    + "), expected a process that answers, and room");
            return 1;
        }
    }

    static void capture(Path home, List<String> arguments, OutputStream to) throws IOException, RefusedQuestion {
        final Map<String, String> options = new LinkedHashMap<>(Map.of("--filter", "", "--direction", "both",
                "--snaplen", Extcap.MOST_SNAP_LENGTH));
        final List<String> ports = new ArrayList<>();
        for (int k = 0; k < arguments.size(); k += 2) {
            final String option = arguments.get(k);
            if (!options.containsKey(option) && !option.equals(SWITCH) && !option.equals(PORT)
                    || k + 1 == arguments.size()) {
                throw new RefusedQuestion("found '" + option + "', expected " + USAGE);
            }
            if (option.equals(PORT)) {
                ports.add(arguments.get(k + 1));
            } else {
                options.put(option, arguments.get(k + 1));
            }
        }
        find(CaptureSource.all(home), options.get(SWITCH)).capture(new Wish(String.join(",", ports),
                options.get("--direction"), options.get("--snaplen"), options.get("--filter")), to);
    }

    private static CaptureSource find(List<CaptureSource> all, String label) throws RefusedQuestion {
        final List<CaptureSource> found = all.stream()
                .filter(each -> label == null || each.label().equals(label)).toList();
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new RefusedQuestion(all.isEmpty() ? "found no switch that runs, expected one in another process"
                : "found " + (label == null ? "several switches" : "no switch '" + label + "'") + ", expected --switch"
                        + " with one of " + all.stream().map(CaptureSource::label).collect(Collectors.joining(", ")));
    }
}
