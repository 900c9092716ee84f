package org.signalbox.workbench.extensions;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.signalbox.schema.Schema;
import org.signalbox.vswitch.ExtensionBinding;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.StageCost;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.UpgradeStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Token;

/** What stands below the table of the selected extension: names with values, under heads. */
record Sheet(List<Section> sections) {

    private static final int PERCENT = 100;
    private static final int REASONS = 4;
    private static final int EXAMPLES = 3;

    /**
     * A part of the sheet.
     *
     * @param width in columns, of {@value DetailsPanel#COLUMNS}
     */
    record Section(String head, int width, List<Fact> facts) {

        Section {
            facts = List.copyOf(facts);
        }
    }

    /** A name with its value, in the colour that stands with the words. */
    record Fact(String name, String value, Token color) {

        static Fact of(String name, String value) {
            return new Fact(name, value, Token.TEXT);
        }
    }

    Sheet {
        sections = List.copyOf(sections);
    }

    /** Whether another sheet differs in values and colours only, so that the same widgets can show it. */
    boolean sameShape(Sheet other) {
        return shape().equals(other.shape());
    }

    private List<Object> shape() {
        return sections.stream().<Object>map(each -> List.of(each.head(), each.width(),
                each.facts().stream().map(Fact::name).toList())).toList();
    }

    /** All that is known of an extension, seen from a switch; an upgrade that did not go well comes first. */
    static Sheet of(Installed now, String switchName, Line line) {
        final List<Section> sections = new ArrayList<>();
        final Optional<SwitchStatus> owner = now.find(switchName);
        final Optional<UpgradeStatus> upgrade = now.upgrade(line.id());
        final Optional<Section> latest =
                upgrade.map(each -> new Section("Upgrade", DetailsPanel.COLUMNS, upgrade(each)));
        final boolean done = upgrade.filter(each -> each.state() == UpgradeStatus.State.DONE).isPresent();
        latest.filter(each -> !done).ifPresent(sections::add);
        sections.add(extension(now, line));
        if (owner.isPresent() && line.stage().isPresent()) {
            sections.add(limits(owner.get().spec().binding(line.id()), line.stage().get()));
            sections.add(cost(line.stage().get()));
        }
        sections.add(health(now, line));
        if (owner.isPresent() && line.stage().isPresent()) {
            sections.add(new Section("Drops by reason", 2, drops(owner.get(), line.id())));
        }
        owner.ifPresent(each -> sections.add(new Section("Order lock", 2, lock(now, each, line.id()))));
        latest.filter(each -> done).ifPresent(sections::add);
        return new Sheet(sections);
    }

    private static Section extension(Installed now, Line line) {
        final String vendor = now.extensions().stream().filter(each -> each.id().equals(line.id()))
                .map(ExtensionStatus::vendor).findFirst().orElse("");
        return new Section("Extension", 1, List.of(Fact.of("Version", orDash(line.version())),
                Fact.of("Vendor", orDash(vendor)), Fact.of("Kind", line.kind()),
                Fact.of("Signature", orDash(now.signatures().getOrDefault(line.id() + " " + line.version(), "")))));
    }

    private static Section limits(ExtensionBinding binding, StageStatus stage) {
        final String usual = binding.onFailure().isPresent() ? "" : " (default)";
        final String onFailure = binding.onFailure().or(() -> stage.kind().map(binding::onFailure))
                .map(Schema::word).map(word -> word + usual).orElse("as its kind has it");
        return new Section("Limits", 1, List.of(Fact.of("On failure", onFailure),
                Fact.of("Deadline", binding.deadline() + " ms a batch"),
                Fact.of("Budget", binding.budget() == 0 ? "any" : Figures.grouped(binding.budget()) + " ns a frame"),
                Fact.of("Allocation", binding.allocation() == 0 ? "any"
                        : Figures.grouped(binding.allocation()) + " bytes a frame")));
    }

    private static Section cost(StageStatus stage) {
        final Optional<StageCost> cost = stage.cost();
        return new Section("Cost now", 1, List.of(
                Fact.of("Median", cost.map(each -> nanos(each.medianNanos()) + " a frame").orElse("no figure yet")),
                Fact.of("99 of 100", cost.map(each -> "up to " + nanos(each.p99Nanos())).orElse("\u2013")),
                Fact.of("Share", cost.map(each -> Figures.rate(PERCENT * each.share()) + " % of the time")
                        .orElse("\u2013")),
                Fact.of("Allocates", cost.map(each -> Figures.rate(each.bytesPerFrame()) + " bytes a frame")
                        .orElse("\u2013"))));
    }

    private static String nanos(double nanos) {
        return Figures.grouped(Math.round(nanos)) + " ns";
    }

    private static Section health(Installed now, Line line) {
        final List<Fact> facts = new ArrayList<>();
        final String reason = line.stage().map(StageStatus::reason).orElse("");
        facts.add(new Fact("State", reason.isBlank() ? line.state() : line.state().replace(": " + reason, ""),
                line.color()));
        if (!reason.isBlank()) {
            facts.add(new Fact("Reason", reason, line.color()));
        }
        line.stage().ifPresent(stage -> facts.add(new Fact("Faults", Figures.grouped(stage.faults()),
                stage.faults() > 0 ? Token.WARN : Token.TEXT)));
        final List<ExtensionLeak> left =
                now.leaks().stream().filter(each -> each.extension().equals(line.id())).toList();
        facts.add(new Fact("Leaks", left.isEmpty() ? "none seen"
                : left.stream().map(each -> each.version() + ": " + each.what()).collect(Collectors.joining("\n")),
                left.isEmpty() ? Token.TEXT : Token.WARN));
        return new Section("Health", 1, facts);
    }

    /** The most frequent first, whatever the port and direction. */
    private static List<Fact> drops(SwitchStatus owner, String extension) {
        final Map<String, Long> counts = new TreeMap<>();
        owner.drops().stream().filter(each -> each.extension().equals(extension))
                .forEach(each -> counts.merge(each.rule() + ", " + each.reason(), each.count(), Long::sum));
        final List<Map.Entry<String, Long>> most = counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).toList();
        final List<Fact> facts = new ArrayList<>();
        most.stream().limit(REASONS).forEach(each ->
                facts.add(new Fact(Figures.grouped(each.getValue()), each.getKey(), Token.ERROR)));
        if (most.size() > REASONS) {
            facts.add(Fact.of("", "and " + Figures.counted(most.size() - REASONS, "more reason", "more reasons")));
        }
        return facts.isEmpty() ? List.of(Fact.of("None", "")) : facts;
    }

    private static List<Fact> lock(Installed now, SwitchStatus owner, String extension) {
        if (owner.spec().orderLock().isEmpty()) {
            return List.of(Fact.of("Not locked", "what changes the order is not warned of"));
        }
        final Optional<String> version = owner.spec().orderLock().get().extensions().stream()
                .filter(each -> each.id().equals(extension)).map(each -> each.version()).findFirst();
        final Optional<String> drift = now.driftOf(owner.spec().name()).stream()
                .filter(each -> each.id().equals(extension)).map(Installed.Drift::words).findFirst();
        return List.of(Fact.of("Locked", version.map(each -> "version " + each).orElse("not in the lock")),
                new Fact("Now", drift.orElse("as it was locked"), drift.isPresent() ? Token.WARN : Token.OK));
    }

    private static List<Fact> upgrade(UpgradeStatus upgrade) {
        final List<Fact> facts = new ArrayList<>();
        facts.add(Fact.of("Version", upgrade.from() + " \u2192 " + upgrade.to()));
        facts.add(switch (upgrade.state()) {
            case SHADOWING -> new Fact("State", "comparing: the new version sees copies of the frames", Token.INFO);
            case PROBATION -> new Fact("State", "on probation: a fault brings the old version back", Token.INFO);
            case DONE -> new Fact("State", "done", Token.OK);
            case ROLLED_BACK -> new Fact("State", "rolled back: " + upgrade.reason(), Token.ERROR);
            case REFUSED -> new Fact("State", "refused: " + upgrade.reason(), Token.WARN);
        });
        facts.add(Fact.of("Compared", Figures.counted(upgrade.frames(), "frame", "frames")));
        facts.add(new Fact("Differences", Figures.grouped(upgrade.differences()),
                upgrade.differences() > 0 ? Token.WARN : Token.TEXT));
        upgrade.examples().stream().limit(EXAMPLES).forEach(each -> facts.add(Fact.of("Example", each.toString())));
        return facts;
    }

    private static String orDash(String text) {
        return text.isBlank() ? "\u2013" : text;
    }
}
