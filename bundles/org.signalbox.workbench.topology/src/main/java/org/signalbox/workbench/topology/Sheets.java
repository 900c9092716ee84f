package org.signalbox.workbench.topology;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.signalbox.command.JournalEntry;
import org.signalbox.schema.Change;
import org.signalbox.schema.Path;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.MapDecoration.Badge;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Live.LiveHost;
import org.signalbox.workbench.topology.Live.LivePort;
import org.signalbox.workbench.topology.Live.LiveSwitch;
import org.signalbox.workbench.topology.Sheet.Fact;
import org.signalbox.workbench.topology.Sheet.Row;
import org.signalbox.workbench.topology.Sheet.Section;

/** Writes the sheet of a switch or a port. */
final class Sheets {

    private static final double MEGA = 1e6;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private Sheets() {
    }

    /** The sheet of what is selected; empty if it is gone. */
    static Optional<Sheet> of(Live live, Target target) {
        final Optional<Sheet> sheet = switch (target.kind()) {
            case HOST -> live.host(target).map(Sheets::of);
            case SWITCH -> live.find(target).map(owner -> of(live, owner));
            case PORT -> live.find(target).flatMap(owner -> live.port(target).map(port -> of(live, owner, port)));
        };
        return sheet.map(each -> marked(each, live.badges().at(target)));
    }

    /** The sheet with what bundles mark the thing with. */
    private static Sheet marked(Sheet sheet, List<Badge> badges) {
        if (badges.isEmpty()) {
            return sheet;
        }
        final List<Section> sections = new ArrayList<>(sheet.sections());
        sections.addFirst(new Section.Facts("Marks", badges.stream()
                .map(each -> new Fact(each.text(), each.tip(), Badges.colour(each))).toList()));
        return new Sheet(sheet.title(), sheet.subtitle(), sections);
    }

    private static Sheet of(LiveHost host) {
        final Health health = Health.of(host.switches());
        return new Sheet(host.name(), "host with " + Figures.counted(host.switches().size(), "switch", "switches") + ", "
                + Figures.counted(health.up() + health.down() + health.off(), "port", "ports"), List.of(
                new Section.Facts("Ports", List.of(new Fact("Up", String.valueOf(health.up()), Token.TEXT),
                        new Fact("Down", String.valueOf(health.down()), health.down() > 0 ? Token.WARN : Token.TEXT),
                        Fact.of("Not connected", String.valueOf(health.off())))),
                new Section.Grid("Switches", List.of("Switch", "Frames/s", "Drops/s"), host.switches().stream()
                        .map(each -> new Row(List.of(each.ownName(), Figures.rate(each.rate().framesOut()),
                                Figures.rate(each.rate().drops())), each.rate().drops() > 0 ? Token.ERROR : Token.TEXT))
                        .toList(), "")));
    }

    private static Sheet of(Live live, LiveSwitch owner) {
        final SwitchStatus status = owner.status();
        final FrameTotals totals = status.totals();
        final List<Section> sections = new ArrayList<>();
        sections.add(new Section.Grid("Extensions", List.of("Extension", "Frames", "Drops"),
                status.stages().stream().map(Sheets::stage).toList(), "No extension is enabled."));
        sections.add(counters(owner.rate()));
        sections.add(new Section.Grid("Account", List.of("Since it was created", "Frames"), List.of(
                Row.of("Entered", Figures.grouped(totals.in())),
                Row.of("Made by extensions", Figures.grouped(totals.made())),
                Row.of("Became copies", Figures.grouped(totals.copies())),
                Row.of("Delivered", Figures.grouped(totals.delivered())),
                new Row(List.of("Dropped", Figures.grouped(totals.dropped())),
                        totals.dropped() > 0 ? Token.ERROR : Token.TEXT),
                Row.of("Held", Figures.grouped(totals.held()))), ""));
        sections.add(drops(status.drops(), true));
        if (!status.spec().mirrors().isEmpty()) {
            sections.add(new Section.Facts("Mirrors", status.spec().mirrors().stream()
                    .map(mirror -> Fact.of(mirror.name(), String.join(", ", mirror.sources()) + " to "
                            + mirror.to().text())).toList()));
        }
        sections.add(origin(live.journal(), Target.of(owner.name())));
        return new Sheet(owner.name(), Words.type(status.spec().type()) + " switch, "
                + Figures.counted(owner.ports().size(), "port", "ports") + ", "
                + Figures.counted(status.learned(), "learned address", "learned addresses"), sections);
    }

    private static Row stage(StageStatus stage) {
        final String name = Words.shortId(stage.extension());
        final String frames = Figures.grouped(stage.frames());
        final String drops = Figures.grouped(stage.drops());
        return switch (stage.state()) {
            case RUNNING -> new Row(List.of(name, frames, drops), Token.TEXT);
            case ABSENT -> new Row(List.of(name + " (absent)", frames, drops), Token.WARN);
            case FAULTED -> new Row(List.of(name + " (faulted)", frames, drops), Token.ERROR);
        };
    }

    private static Sheet of(Live live, LiveSwitch owner, LivePort port) {
        final PortStatus status = port.status();
        final PortSpec spec = status.spec();
        final List<Section> sections = new ArrayList<>();
        sections.add(new Section.Facts("State", List.of(
                new Fact("Link", Words.link(status.link()), Words.colour(status.link())),
                Fact.of("Attachment", status.reason().isBlank() ? "none" : status.reason()))));
        sections.add(counters(port.rate()));
        sections.add(drops(status.drops(), false));
        sections.add(new Section.Facts("Policies", policies(spec)));
        for (final Map.Entry<String, Object> policy : spec.policies().entrySet()) {
            sections.add(new Section.Script(Words.shortId(policy.getKey()) + " policy", Words.policy(policy.getValue())));
        }
        sections.add(origin(live.journal(), Target.of(owner.name(), port.name())));
        return new Sheet(port.name(), Words.port(spec.type()) + " of switch " + owner.name(), sections);
    }

    /** What counts for every port, then what is not at its default. */
    private static List<Fact> policies(PortSpec port) {
        final List<Fact> facts = new ArrayList<>(List.of(Fact.of("VLAN", port.vlan().text()),
                Fact.of("MAC address", port.mac().map(Object::toString).orElse("any")),
                Fact.of("MAC spoofing", port.allowMacSpoofing() ? "allowed" : "denied")));
        port.machine().ifPresent(machine -> facts.add(Fact.of("Machine", machine)));
        if (port.allowTeaming()) {
            facts.add(Fact.of("Teaming", "allowed"));
        }
        if (port.ieeePriorityTag()) {
            facts.add(Fact.of("802.1p priority", "kept"));
        }
        if (port.mirroring() != PortMirroring.NONE) {
            facts.add(Fact.of("Mirroring", Words.mirroring(port.mirroring())));
        }
        limit(facts, "Storm limit", port.limits().storm(), "frames/s");
        limit(facts, "Dynamic IP limit", port.limits().dynamicIp(), "addresses");
        limit(facts, "Learning limit", port.limits().learned(), "addresses");
        if (!port.staticAddresses().isEmpty()) {
            facts.add(Fact.of("Static addresses", port.staticAddresses().stream()
                    .map(address -> Words.address(port, address)).collect(Collectors.joining(", "))));
        }
        if (!port.mandatoryExtensions().isEmpty()) {
            facts.add(Fact.of("Requires", port.mandatoryExtensions().stream().map(Words::shortId)
                    .collect(Collectors.joining(", "))));
        }
        return facts;
    }

    private static void limit(List<Fact> facts, String name, int limit, String unit) {
        if (limit > 0) {
            facts.add(Fact.of(name, Figures.grouped(limit) + " " + unit));
        }
    }

    private static Section counters(Rate rate) {
        final List<Row> rows = new ArrayList<>();
        rows.add(Row.of("Frames/s", Figures.rate(rate.framesIn()), Figures.rate(rate.framesOut())));
        rows.add(Row.of("Mbit/s", megabits(rate.bitsIn()), megabits(rate.bitsOut())));
        return new Section.Grid("Traffic now", List.of("Rate", "In", "Out"), rows, "");
    }

    private static String megabits(double bits) {
        final double mega = bits / MEGA;
        return mega < 100 ? String.format(Locale.ROOT, mega < 0.1 && mega > 0 ? "%.3f" : "%.1f", mega)
                : Figures.grouped(Math.round(mega));
    }

    private static Section drops(List<DropCount> drops, boolean withPort) {
        final List<Row> rows = drops.stream().filter(drop -> drop.count() > 0)
                .sorted(Comparator.comparingLong(DropCount::count).reversed())
                .map(drop -> new Row(List.of((withPort ? place(drop) : "") + Words.shortId(drop.extension()) + " "
                        + drop.rule() + ", " + drop.reason(), Figures.grouped(drop.count())), Token.ERROR))
                .toList();
        return new Section.Tally("Drops", rows, "Nothing was dropped.");
    }

    private static String place(DropCount drop) {
        return (drop.port().isEmpty() ? "made by an extension" : drop.port()) + ": ";
    }

    /** The command that last changed the thing: it made it as it is. */
    private static Section origin(List<JournalEntry> journal, Target target) {
        return journal.reversed().stream().filter(entry -> entry.patch().isPresent()
                && entry.patch().get().changes().stream().anyMatch(change -> touches(change, target))).findFirst()
                .<Section>map(entry -> new Section.Script("Last changed by " + entry.who() + " at " + time(entry.when()),
                        entry.command()))
                .orElse(new Section.Facts("Last changed", List.of(Fact.of("By", "the fabric it was loaded with"))));
    }

    static String time(Instant when) {
        return TIME.format(when);
    }

    private static boolean touches(Change change, Target target) {
        final List<String> names = change.path().segments().stream()
                .filter(Path.Name.class::isInstance).map(segment -> ((Path.Name) segment).name()).toList();
        final List<String> owner = List.of(target.switchName().split("/"));
        final int at = Collections.indexOfSubList(names, owner) + owner.size() - 1;
        return at >= owner.size() - 1 && (target.port().isEmpty() || names.size() == at + 1
                || names.get(at + 1).equals(target.port().get()));
    }
}
