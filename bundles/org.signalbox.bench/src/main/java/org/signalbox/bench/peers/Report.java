package org.signalbox.bench.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

import org.signalbox.schema.JsonText;

/**
 * What was seen, as text, as a page and as JSON.
 *
 * @param senderNanos what sending one frame costs, which is not in the CPU times
 * @param notes       what could not be measured, a sentence each
 */
record Report(Machine machine, int rounds, double senderNanos, Figures figures, Peer ours, Peer theirs,
        List<String> notes) {

    /** The ratios, a line each. */
    String ratios() {
        final List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("Signalbox / Open vSwitch", "link", "seen", "goal", ""));
        for (final Ratio ratio : Ratio.ALL) {
            final OptionalDouble value = ratio.of(figures, ours, theirs);
            lines.add(List.of(ratio.figure().meaning(), ratio.link().label(),
                    value.isPresent() ? String.format("%.2f", value.getAsDouble()) : "-", ratio.goal(),
                    verdict(ratio, value)));
        }
        return aligned(lines) + notesText();
    }

    private static String verdict(final Ratio ratio, final OptionalDouble value) {
        if (value.isEmpty()) {
            return "not measured";
        }
        return !ratio.hasGoal() ? "" : ratio.isMetBy(value.getAsDouble()) ? "met" : "MISSED";
    }

    /** The table, and the ratios. */
    String text() {
        final List<List<String>> lines = new ArrayList<>();
        final List<String> head = new ArrayList<>(List.of(""));
        for (final Figure figure : Figure.values()) {
            head.add(figure.key());
        }
        lines.add(head);
        final List<String> units = new ArrayList<>(List.of(""));
        for (final Figure figure : Figure.values()) {
            units.add(figure.unit());
        }
        lines.add(units);
        for (final Figures.Row row : figures.rows()) {
            final List<String> line = new ArrayList<>(List.of(row.label()));
            for (final Figure figure : Figure.values()) {
                line.add(cell(row, figure));
            }
            lines.add(line);
        }
        return machine.sentence() + "\n" + rounds + " rounds, medians; sending a frame, " + Math.round(senderNanos)
                + " ns, is not in the CPU times\n\n" + aligned(lines) + "\n" + ratios();
    }

    private String cell(final Figures.Row row, final Figure figure) {
        final OptionalDouble value = figures.median(row, figure);
        return value.isPresent() ? figure.text(value.getAsDouble()) : "-";
    }

    private String notesText() {
        return String.join("", notes.stream().map(note -> note + "\n").toList());
    }

    /** Columns beside each other; the first is a name, the others end at the same place. */
    static String aligned(final List<List<String>> lines) {
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            final StringBuilder one = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                final int at = column;
                final int width = lines.stream().mapToInt(each -> each.get(at).length()).max().orElse(0);
                final String pad = " ".repeat(width - line.get(column).length());
                one.append(column == 0 ? line.get(column) + pad : "  " + pad + line.get(column));
            }
            text.append(one.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** The page for the documentation, beside the plot. */
    String page(final String plot) {
        final StringBuilder page = new StringBuilder("""
                # Signalbox and its peers

                Written by `product/signalbox bench`, which makes the same run on any Linux machine, as root.

                %s.

                Medians of %d rounds, in each of which every switch has its turn; in brackets half the distance
                between the best and the worst round.

                ![The table below as bars](%s)

                """.formatted(machine.sentence(), rounds, plot));
        table(page, "Small frames", List.of(Figure.RATE, Figure.CPU, Figure.GUARDED_RATE, Figure.GUARDED_CPU));
        table(page, "TCP and round trips", List.of(Figure.TCP, Figure.TCP_OFFLOAD, Figure.RTT_P50, Figure.RTT_P99));
        page.append("## Signalbox in parts of Open vSwitch\n\n| what | link | seen | goal | |\n")
                .append("|---|---|---|---|---|\n");
        for (final Ratio ratio : Ratio.ALL) {
            final OptionalDouble value = ratio.of(figures, ours, theirs);
            page.append("| ").append(ratio.figure().meaning()).append(" | ").append(ratio.link().label()).append(" | ")
                    .append(value.isPresent() ? String.format("%.2f", value.getAsDouble()) : "").append(" | ")
                    .append(ratio.goal()).append(" | ").append(verdict(ratio, value)).append(" |\n");
        }
        page.append("""

                ## What was measured, and how

                - **The way**: end A, the switch, end B, each in a network namespace of its own. AF_PACKET: the
                  switch holds one end of a veth pair to each of them. Tap: the switch holds the file of a tap
                  device, whose kernel end is the other end, as with a virtual machine. MTU 1500.
                - **Small frames**: %d bytes, IPv4 and UDP, %d flows, from A to B, sent with `sendmmsg` on
                  AF_PACKET. At most a window of %d is under way, so that the sender goes as fast as the switch and
                  no faster, and next to none is lost.
                - **CPU per delivered frame** is the CPU time of the switch's processes and of `ksoftirqd`, and what
                  the sending thread used in `sendmmsg` beyond what it uses there when an interface lets the
                  frames go at once (%d ns a frame here). So the kernel's work at both links is in it: whoever sends
                  does it, and the Linux bridge works wholly within the sender.
                - **VLANs and access list**: A's port is in VLAN 10, B's is a trunk, so frames get a tag on their
                  way. Of the %d entries half are for destinations at A's port, half for sources at B's; the longest
                  prefix decides. Signalbox has them in its filtering extension, Open vSwitch as flows in two
                  tables with a priority for each length. Before measuring, frames that the list denies are sent,
                  and must not arrive.
                - **TCP**: `iperf3`, one stream. Without offload: checksums, segmentation and GRO are off at all
                  ends. With: what the kernel and the switch have; only then Open vSwitch has
                  `userspace-tso-enable`, and Signalbox's attachments have `offload`.
                - **Round trips**: UDP with %d bytes of payload there and back, one after the other, no offload.
                - Open vSwitch forwards in userspace (`datapath_type=netdev`, ports of type `system` or `tap`),
                  with a database and a daemon of its own for each set-up. All switches run all the time; those
                  whose turn it is not are idle.
                """.formatted(Frames.LENGTH, Frames.FLOWS, Trial.WINDOW, Math.round(senderNanos),
                        AccessList.ENTRIES, Trial.ECHO_BYTES));
        if (!notes.isEmpty()) {
            page.append("\nNot measured:\n\n");
            notes.forEach(note -> page.append("- ").append(note).append('\n'));
        }
        return page.toString();
    }

    private void table(final StringBuilder page, final String title, final List<Figure> columns) {
        page.append("## ").append(title).append("\n\n|");
        columns.forEach(figure -> page.append(" | ").append(figure.meaning()).append(", ").append(figure.unit()));
        page.append(" |\n|---").append("|---:".repeat(columns.size())).append("|\n");
        for (final Figures.Row row : figures.rows()) {
            page.append("| ").append(row.label());
            for (final Figure figure : columns) {
                final OptionalDouble value = figures.median(row, figure);
                page.append(" | ").append(value.isEmpty() ? "" : figure.text(value.getAsDouble()) + " (±"
                        + Math.round(100 * figures.spread(row, figure)) + " %)");
            }
            page.append(" |\n");
        }
        page.append('\n');
    }

    /** All of it for programs. */
    String json() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("machine", machine.tree());
        tree.put("rounds", (long) rounds);
        tree.put("senderNanosPerFrame", senderNanos);
        final Map<String, Object> ratios = new LinkedHashMap<>();
        for (final Ratio ratio : Ratio.ALL) {
            final Map<String, Object> one = new LinkedHashMap<>();
            final OptionalDouble value = ratio.of(figures, ours, theirs);
            one.put("seen", value.isPresent() ? (Object) value.getAsDouble() : null);
            if (ratio.hasGoal()) {
                one.put("goal", ratio.goal());
                one.put("met", value.isPresent() && ratio.isMetBy(value.getAsDouble()));
            }
            ratios.put(ratio.key(), one);
        }
        tree.put("ratios", ratios);
        final List<Object> rows = new ArrayList<>();
        for (final Figures.Row row : figures.rows()) {
            final Map<String, Object> one = new LinkedHashMap<>();
            one.put("switch", row.peer());
            one.put("link", row.link().label());
            for (final Figure figure : Figure.values()) {
                figures.median(row, figure).ifPresent(value -> one.put(figure.key(), value));
            }
            rows.add(one);
        }
        tree.put("figures", rows);
        tree.put("notes", List.copyOf(notes));
        return JsonText.pretty(tree);
    }
}
