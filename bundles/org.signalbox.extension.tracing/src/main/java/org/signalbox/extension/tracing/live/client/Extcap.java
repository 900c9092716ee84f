package org.signalbox.extension.tracing.live.client;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.extension.tracing.live.client.CaptureSource.Port;
import org.signalbox.extension.tracing.live.client.CaptureSource.RefusedQuestion;
import org.signalbox.extension.tracing.live.client.CaptureSource.Wish;

/**
 * Wireshark's way to ask a program for interfaces and captures: each live switch is one, {@code signalbox:SWITCH}, and
 * each of its ports, {@code signalbox:SWITCH:PORT}. Source: Wireshark, {@code extcap(4)}, and its developer's guide,
 * "Adding Capture Interfaces and Log Sources using Extcap".
 */
final class Extcap {
    static final String MOST_SNAP_LENGTH = "262144";

    private static final String PREFIX = "signalbox:";
    private static final String INTERFACE = "--extcap-interface";
    private static final String FILTER = "--extcap-capture-filter";

    private final Path home;
    private final PrintStream answer;

    Extcap(Path home, PrintStream answer) {
        this.home = home;
        this.answer = answer;
    }

    void run(List<String> arguments) throws IOException, RefusedQuestion {
        final Map<String, String> options = options(arguments);
        if (options.containsKey("--extcap-interfaces")) {
            listInterfaces();
        } else if (options.containsKey("--extcap-dlts")) {
            answer.println("dlt {number=1}{name=EN10MB}{display=Ethernet}");
        } else if (options.containsKey("--extcap-config")) {
            describeOptions();
        } else if (options.containsKey("--capture")) {
            try (OutputStream fifo = new FileOutputStream(required(options, "--fifo"))) {
                capture(options, fifo);
            }
        } else if (options.containsKey(FILTER)) {
            checkFilter(options);
        } else {
            throw new RefusedQuestion("found no option of Wireshark's extcap protocol, expected one such as "
                    + "--extcap-interfaces");
        }
        answer.flush();
    }

    /** Options with their values, in either way to write them; those without one have an empty one. */
    private static Map<String, String> options(List<String> arguments) {
        final Map<String, String> options = new HashMap<>();
        for (int k = 0; k < arguments.size(); k++) {
            final String word = arguments.get(k);
            final int equals = word.indexOf('=');
            if (word.startsWith("--") && equals > 0) {
                options.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (k + 1 < arguments.size() && !arguments.get(k + 1).startsWith("--")) {
                options.put(word, arguments.get(++k));
            } else {
                options.put(word, "");
            }
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) throws RefusedQuestion {
        if (options.getOrDefault(name, "").isEmpty()) {
            throw new RefusedQuestion("found no " + name + ", expected it with a value");
        }
        return options.get(name);
    }

    private void listInterfaces() throws IOException {
        answer.println("extcap {version=1.0}{display=Signalbox}");
        for (CaptureSource source : CaptureSource.all(home)) {
            answer.println("interface {value=" + PREFIX + source.label() + "}{display=Signalbox switch "
                    + source.label() + "}");
            for (Port port : source.ports()) {
                answer.println("interface {value=" + PREFIX + source.label() + ":" + port.name()
                        + "}{display=Signalbox switch " + source.label() + ", port " + port.name() + "}");
            }
        }
    }

    private void describeOptions() {
        answer.println("arg {number=0}{call=--direction}{display=Direction}{type=selector}"
                + "{tooltip=Frames that enter the switch at a port, or leave it there}");
        answer.println("value {arg=0}{value=both}{display=Both}{default=true}");
        answer.println("value {arg=0}{value=in}{display=In: they enter the switch}{default=false}");
        answer.println("value {arg=0}{value=out}{display=Out: they leave the switch}{default=false}");
        answer.println("arg {number=1}{call=--snaplen}{display=Snap length}{type=unsigned}{range=1,"
                + MOST_SNAP_LENGTH + "}{default=" + MOST_SNAP_LENGTH
                + "}{tooltip=Bytes of a frame that are kept at most}");
    }

    /** Wireshark takes any text as the reason why a filter is none, and nothing for one that is. */
    private void checkFilter(Map<String, String> options) throws IOException, RefusedQuestion {
        try {
            source(options).check(options.get(FILTER));
        } catch (RefusedQuestion refused) {
            answer.println(refused.getMessage());
        }
    }

    private void capture(Map<String, String> options, OutputStream fifo) throws IOException, RefusedQuestion {
        final String[] parts = required(options, INTERFACE).split(":", -1);
        source(options).capture(new Wish(parts.length > 2 ? parts[2] : "",
                options.getOrDefault("--direction", "both"), options.getOrDefault("--snaplen", MOST_SNAP_LENGTH),
                options.getOrDefault(FILTER, "")), fifo);
    }

    private CaptureSource source(Map<String, String> options) throws IOException, RefusedQuestion {
        final String value = required(options, INTERFACE);
        final String[] parts = value.split(":", -1);
        return CaptureSource.all(home).stream()
                .filter(each -> value.startsWith(PREFIX) && each.label().equals(parts[1])).findFirst()
                .orElseThrow(() -> new RefusedQuestion("found no interface '" + value
                        + "', expected one that --extcap-interfaces lists"));
    }
}
