package org.signalbox.extension.tracing.live.client;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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

    /** Ends with 0, or 2 when the input was bad and one line on standard error said why. */
    public static void main(String[] arguments) {
        int exit = 0;
        try {
            final List<String> rest = List.of(arguments).subList(2, arguments.length);
            final Path home = Path.of(arguments[1]);
            if (arguments[0].equals("extcap")) {
                new Extcap(home, System.out).run(rest);
            } else {
                capture(home, rest, new FileOutputStream(FileDescriptor.out));
            }
        } catch (RefusedQuestion refused) {
            System.err.println("signalbox " + arguments[0] + ": " + refused.getMessage());
            exit = 2;
        } catch (IOException ended) {
            // who read the pipe has left, which is how such a capture ends
            exit = 0;
        }
        System.exit(exit);
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
