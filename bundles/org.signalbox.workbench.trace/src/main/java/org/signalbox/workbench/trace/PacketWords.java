package org.signalbox.workbench.trace;

import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signalbox.command.Parameter;
import org.signalbox.command.RefusedException;

/**
 * Reads what a packet is: parameters as they are typed, {@code -Protocol tcp -DestinationPort 22}, or the words that
 * tcpdump has for them, {@code tcp dst port 22}, where {@code port} and {@code host} may be left out. Source:
 * pcap-filter(7).
 */
final class PacketWords {

    /** What the view says by other means. */
    private static final Set<String> TAKEN = Set.of("SwitchName", "VMNetworkAdapterName", "To");
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    private static final Pattern MAC = Pattern.compile("[0-9A-Fa-f]{1,2}([:-][0-9A-Fa-f]{1,2}){5}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]*[.:][0-9A-Fa-f.:]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern BARE_PORT = Pattern.compile("\\b(src|dst) (\\d+)(?![\\w.:/])");
    private static final Pattern PARAMETER = Pattern.compile("(^|\\s)-[A-Za-z]");

    private final List<Parameter> known;
    private final Deque<String> words = new ArrayDeque<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private PacketWords(String text, List<Parameter> known) {
        this.known = known.stream().filter(each -> !TAKEN.contains(each.name())).toList();
        final Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
    }

    /**
     * The parameters of a packet by name.
     *
     * @param known those that the command has
     * @throws RefusedException with one sentence
     */
    static Map<String, Object> parse(String text, List<Parameter> known) throws RefusedException {
        final PacketWords reading = new PacketWords(text, known);
        while (!reading.words.isEmpty()) {
            reading.next(reading.words.pop());
        }
        return reading.values;
    }

    /**
     * The same field as a filter of libpcap.
     *
     * @throws RefusedException with one sentence, where it describes a packet by parameters
     */
    static String filter(String text) throws RefusedException {
        if (PARAMETER.matcher(text).find()) {
            throw new RefusedException("found parameters of a packet, expected a filter in the syntax of "
                    + "pcap-filter(7) to follow frames by, such as tcp dst port 22");
        }
        return BARE_PORT.matcher(text.strip()).replaceAll("$1 port $2");
    }

    private void next(String word) throws RefusedException {
        if (PARAMETER.matcher(word).lookingAt()) {
            parameter(word.substring(1));
            return;
        }
        switch (word.toLowerCase(Locale.ROOT)) {
            case "and", "ether" -> {
            }
            case "ip" -> put("EtherType", "ipv4");
            case "ip6" -> put("EtherType", "ipv6");
            case "arp" -> put("EtherType", "arp");
            case "tcp", "udp", "icmp", "sctp", "igmp", "gre" -> put("Protocol", word.toLowerCase(Locale.ROOT));
            case "icmp6" -> {
                put("EtherType", "ipv6");
                put("Protocol", "icmp");
            }
            case "vlan" -> put("Vlan", number(word, value(word)));
            case "src" -> end("Source", word);
            case "dst" -> end("Destination", word);
            case "port", "host" -> {
                words.push(word);
                end("Destination", word);
            }
            default -> throw new RefusedException("found '" + word + "' in what the packet is, expected words such as "
                    + "tcp dst port 22, or parameters such as -Protocol tcp -DestinationPort 22");
        }
    }

    /** One end of the packet: a port, an IP address or a MAC address. */
    private void end(String side, String word) throws RefusedException {
        final String first = value(word);
        final boolean named = first.equals("port") || first.equals("host");
        final String value = named ? value(first) : first;
        if (MAC.matcher(value).matches() && !named) {
            put(side + "Mac", value);
        } else if (NUMBER.matcher(value).matches() && !first.equals("host")) {
            put(side + "Port", number(word, value));
        } else if (ADDRESS.matcher(value).matches() && !first.equals("port")) {
            put(side + "Address", value);
        } else {
            throw new RefusedException("found '" + value + "' behind '" + (named ? first : word) + "', expected "
                    + (first.equals("port") ? "the number of a port"
                            : first.equals("host") ? "an IP address" : "a port, an IP address or a MAC address"));
        }
    }

    private void parameter(String typed) throws RefusedException {
        final String start = typed.toLowerCase(Locale.ROOT);
        final List<Parameter> exact = known.stream().filter(each -> each.name().equalsIgnoreCase(typed)).toList();
        final List<Parameter> meant = exact.isEmpty() ? known.stream()
                .filter(each -> each.name().toLowerCase(Locale.ROOT).startsWith(start)).toList() : exact;
        if (meant.size() != 1) {
            throw new RefusedException("found -" + typed + ", expected a parameter of a packet"
                    + (meant.isEmpty() ? " such as -DestinationPort" : ": it may be "
                            + String.join(", ", meant.stream().map(each -> "-" + each.name()).toList())));
        }
        final Parameter parameter = meant.getFirst();
        put(parameter.name(), parameter.isSwitch() ? Boolean.TRUE : typed(parameter, value("-" + parameter.name())));
    }

    private static Object typed(Parameter parameter, String value) throws RefusedException {
        final Type type = parameter.type();
        return type == Integer.class || type == int.class ? number("-" + parameter.name(), value)
                : parameter.element().isPresent() ? List.of(value.split(",")) : value;
    }

    private String value(String behind) throws RefusedException {
        if (words.isEmpty() || PARAMETER.matcher(words.peek()).lookingAt()) {
            throw new RefusedException("found nothing behind '" + behind + "', expected a value");
        }
        return words.pop();
    }

    private static Integer number(String behind, String value) throws RefusedException {
        if (!NUMBER.matcher(value).matches()) {
            throw new RefusedException("found '" + value + "' behind '" + behind + "', expected a number");
        }
        return Integer.valueOf(value);
    }

    private void put(String name, Object value) throws RefusedException {
        if (values.put(name, value) != null) {
            throw new RefusedException("found the packet's " + name + " twice, expected it once");
        }
    }
}
