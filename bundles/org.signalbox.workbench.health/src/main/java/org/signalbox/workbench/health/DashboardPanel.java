package org.signalbox.workbench.health;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: tiles, of which those about problems lead to them. */
final class DashboardPanel {

    private static final int NAMED = 2;

    private final ScrolledComposite scroll;
    private final Composite grid;
    private final Theme theme;
    private final Health health;
    private final ViewContext context;
    private final Map<Severity, Tile> severities = new EnumMap<>(Severity.class);
    private final Tile extensions;
    private final Tile frames;
    private final Tile bits;
    private final Tile drops;
    private final Tile uplinks;
    private final Tile ports;
    private final Tile switches;
    private final Tile alarms;
    private final Load load = new Load();

    DashboardPanel(Composite parent, ViewContext context, Health health) {
        this.context = context;
        this.health = health;
        theme = context.theme();
        scroll = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroll.setExpandHorizontal(true);
        scroll.setExpandVertical(true);
        theme.paint(scroll, Token.GROUND, Token.TEXT);
        grid = new Composite(scroll, SWT.NONE);
        grid.setLayout(new TileLayout());
        theme.paint(grid, Token.GROUND, Token.TEXT);
        scroll.setContent(grid);
        scroll.addListener(SWT.Resize, event -> scroll.setMinSize(
                grid.computeSize(scroll.getClientArea().width, SWT.DEFAULT)));
        for (final Severity severity : Severity.values()) {
            severities.put(severity, leading(severity.many(), Filter.of(severity)));
        }
        alarms = leading("Alarms", Filter.of(Problem.Kind.FABRIC));
        frames = telling("Frames per second");
        bits = telling("Throughput");
        drops = telling("Drops per second");
        uplinks = telling("Uplink load");
        extensions = leading("Extensions", Filter.of(Problem.Kind.EXTENSION));
        ports = leading("Ports", Filter.of(Problem.Kind.PORT));
        switches = telling("Switches");
        context.focusOn(severities.get(Severity.ERROR).control());
    }

    private Tile leading(String caption, Filter filter) {
        return new Tile(grid, theme, caption, "Show in Problems", () -> {
            if (!health.show(filter)) {
                context.report("The view Problems is closed: open it by the menu View.");
            }
        });
    }

    private Tile telling(String caption) {
        return new Tile(grid, theme, caption, "", () -> { });
    }

    Control control() {
        return scroll;
    }

    /** Shows the health as it is now. */
    void show(Reading now) {
        final Load.Now carried = load.add(now);
        severities.forEach((severity, tile) -> {
            final long count = now.count(severity);
            tile.show(new Tile.Shown(Figures.grouped(count), count > 0 ? first(now, severity) : severity
                    == Severity.ERROR ? capital(now.checks()) : "none", count > 0 ? severity.token() : Token.OK,
                    count > 0 ? Optional.of(severity.icon()) : Optional.empty(), List.of()));
        });
        final long unheeded = now.count(Problem.Kind.FABRIC);
        alarms.show(plain(Figures.grouped(unheeded), unheeded == 0 ? "every setting has its effect"
                : unheeded == 1 ? "setting has no effect" : "settings have no effect",
                unheeded == 0 ? Token.TEXT : Token.WARN));
        frames.show(new Tile.Shown(Figures.rate(carried.frames()), "delivered on all switches", Token.TEXT,
                Optional.empty(), carried.framesCourse()));
        bits.show(new Tile.Shown(Figures.bits(carried.bits()), "delivered on all switches", Token.TEXT,
                Optional.empty(), carried.bitsCourse()));
        drops.show(new Tile.Shown(Figures.rate(carried.drops()), reasons(carried.reasons()),
                carried.drops() > 0 ? Token.ERROR : Token.TEXT, Optional.empty(), carried.dropsCourse()));
        structure(now, carried);
    }

    private void structure(Reading now, Load.Now carried) {
        final List<PortStatus> all = now.live().stream().flatMap(each -> each.ports().stream()).toList();
        final long outside = all.stream().filter(each -> each.spec().type() == PortType.UPLINK).count();
        uplinks.show(plain(outside == 0 ? "none" : Figures.bits(carried.uplinkBits()), outside == 0
                ? "no switch has an uplink" : "both ways over " + Figures.counted(outside, "uplink", "uplinks"),
                Token.TEXT));
        final long down = all.stream().filter(each -> each.link() == LinkState.DOWN).count();
        final long up = all.stream().filter(each -> each.link() == LinkState.UP).count();
        ports.show(plain(Figures.grouped(up) + " up", down == 0 ? "of " + Figures.counted(all.size(), "port", "ports")
                : Figures.grouped(down) + " down", down == 0 ? Token.TEXT : Token.ERROR));
        final List<StageStatus> stages = now.live().stream().flatMap(each -> each.stages().stream()).toList();
        final long failed = stages.stream().filter(each -> each.state() == StageStatus.State.FAULTED).count();
        final long running = stages.stream().filter(each -> each.state() == StageStatus.State.RUNNING).count();
        extensions.show(plain(Figures.grouped(running) + " running", failed > 0 ? Figures.grouped(failed) + " failed"
                : stages.isEmpty() ? "none is enabled" : "none has failed", failed > 0 ? Token.ERROR : Token.TEXT));
        final Set<String> machines = new HashSet<>();
        now.live().forEach(each -> each.ports().stream().filter(port -> port.spec().type() == PortType.MACHINE)
                .forEach(port -> machines.add(port.spec().machine().orElse(each.spec().name() + "/"
                        + port.spec().name()))));
        switches.show(plain(Figures.grouped(now.live().size()), now.live().isEmpty()
                ? "create one: New-VMSwitch" : Figures.counted(machines.size(), "machine", "machines"),
                Token.TEXT));
    }

    private static Tile.Shown plain(String figure, String detail, Token tone) {
        return new Tile.Shown(figure, detail, tone, Optional.empty(), List.of());
    }

    private static String first(Reading now, Severity severity) {
        return now.problems().stream().map(Problem.Seen::problem).filter(each -> each.severity() == severity)
                .findFirst().map(Problem::sentence).orElse("");
    }

    private static String reasons(List<Load.Reason> reasons) {
        return reasons.isEmpty() ? "nothing is dropped" : reasons.stream().limit(NAMED)
                .map(each -> each.rule() + " " + Figures.rate(each.drops())).collect(Collectors.joining(", "))
                + (reasons.size() > NAMED ? ", \u2026" : "");
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
