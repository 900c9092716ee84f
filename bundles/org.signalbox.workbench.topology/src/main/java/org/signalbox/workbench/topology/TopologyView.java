package org.signalbox.workbench.topology;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.MapDecoration;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.policy.PolicyOffers;

/** The map of switches and ports with their live figures, and the details of what is selected. */
@Component
@ViewPlace(id = "topology", title = "Topology", icon = "icons/topology.svg", help = "help/topology.md",
        area = Area.MAIN, order = 10)
public final class TopologyView implements View {

    private static final int MAP_SHARE = 72;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<MapDecoration> decorations = List.of();

    @Override
    public Control create(Composite parent, ViewContext context) {
        return new Window(parent, context).control();
    }

    /** What is on screen: the switches, and the policies of what is selected. */
    private record Seen(Live live, Optional<PolicyOffers> offers) {
    }

    private Seen sample(History history, Optional<Target> selected) {
        final VirtualSwitches engine = switches;
        final Commands journal = commands;
        if (engine == null) {
            return new Seen(Live.NONE, Optional.empty());
        }
        final Live plain = history.add(engine.switches(), journal == null ? List.of() : journal.journal());
        final Live live = plain.with(Badges.of(decorations, plain));
        return new Seen(live, selected.filter(target -> target.kind() != Target.Kind.HOST)
                .map(target -> PolicyOffers.of(engine, target.switchName(), target.port(), live.policies(target))));
    }

    /** The view's widgets. */
    private final class Window implements TopologyMap.Listener {

        private final ViewContext context;
        private final SashForm sash;
        private final MapBar bar;
        private final TopologyMap map;
        private final MapStatus status;
        private final DetailsPanel details;
        private final DeedBar deeds;
        private Seen seen = new Seen(Live.NONE, Optional.empty());
        /** For the thread that samples. */
        private volatile Optional<Target> selected = Optional.empty();

        Window(Composite parent, ViewContext context) {
            this.context = context;
            final Theme theme = context.theme();
            sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
            sash.setSashWidth(1);
            theme.paint(sash, Token.LINE, Token.TEXT);
            final Composite left = new Composite(sash, SWT.NONE);
            theme.paint(left, Token.GROUND, Token.TEXT);
            final GridLayout layout = new GridLayout(1, false);
            layout.marginWidth = 0;
            layout.marginHeight = 0;
            layout.verticalSpacing = 0;
            left.setLayout(layout);
            bar = new MapBar(left, theme);
            deeds = new DeedBar(left, theme, () -> commands, this::run, this::focus);
            map = new TopologyMap(left, theme, this);
            map.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
            status = new MapStatus(left, theme);
            bar.drive(map, this::look, this::next, this::export);
            details = new DetailsPanel(sash, context, () -> commands);
            sash.setWeights(MAP_SHARE, 100 - MAP_SHARE);
            final History history = new History();
            context.watch(() -> sample(history, selected), this::show);
            context.focusOn(map.control());
            context.command(this::commandText);
        }

        Control control() {
            return sash;
        }

        private void show(Seen now) {
            now.live().badges().trouble().filter(each -> !seen.live().badges().trouble().equals(Optional.of(each)))
                    .ifPresent(context::report);
            seen = now;
            map.show(now.live());
            deeds.show(now.live());
            bar.arranged(map.scene().arrangement());
            look();
            refreshDetails();
        }

        /** Looks anew for what stands in the search field. */
        private void look() {
            final Optional<Search> found = Search.plain(bar.text()).map(question -> Search.of(seen.live(), question));
            bar.found(found);
            map.light(found);
        }

        @Override
        public void selected() {
            refreshDetails();
        }

        @Override
        public void moved() {
            if (status != null) {
                status.zoom(map.camera().zoom());
            }
        }

        @Override
        public void search() {
            bar.focus();
        }

        @Override
        public void next() {
            bar.found().flatMap(found -> found.after(map.selected())).ifPresent(map::find);
        }

        private void focus() {
            map.control().setFocus();
        }

        @Override
        public void carried(Optional<Deed> deed) {
            status.carried(deed);
            if (deed.isEmpty()) {
                refreshDetails();
            }
        }

        @Override
        public void dropped(Deed.Kind kind, Target port, Target onto, Deed deed) {
            if (kind == Deed.Kind.MOVE) {
                run(port, deed);
            } else {
                deeds.copy(seen.live(), port, onto, onto.port().orElse("*"));
            }
        }

        @Override
        public void ask(Deed.Kind kind) {
            map.selected().filter(each -> each.kind() == Target.Kind.PORT).ifPresent(port -> {
                final List<Target> room = Deed.room(seen.live(), kind, port);
                if (room.isEmpty()) {
                    status.done(kind == Deed.Kind.MOVE ? "No other switch can take " + port.name()
                            : port.name() + " has no policy to copy");
                } else if (kind == Deed.Kind.MOVE) {
                    deeds.move(seen.live(), port, room);
                } else {
                    deeds.copy(seen.live(), port, port, "");
                }
            });
        }

        private void run(Target port, Deed deed) {
            final Commands known = commands;
            deed.command().filter(each -> known != null).ifPresent(cmdlet ->
                    context.submit(() -> cmdlet.run(known), result -> {
                        deed.moved(port).ifPresent(map::expect);
                        status.done(deed.words() + ": done");
                    }));
        }

        private void refreshDetails() {
            selected = map.selected();
            status.way(map.route(), map.begun().filter(begun -> map.selected().filter(begun::equals).isPresent()));
            details.show(selected.flatMap(target -> Sheets.of(seen.live(), target)),
                    seen.offers().filter(offers -> selected
                            .filter(target -> target.kind() != Target.Kind.HOST
                                    && target.switchName().equals(offers.switchName())
                                    && target.port().equals(offers.port())).isPresent()));
        }

        private void export() {
            Export.ask(sash.getShell()).ifPresent(file -> {
                try {
                    context.submit(Export.work(file, map.scene(), context.theme(), sash.getShell()), status::exported);
                } catch (IllegalArgumentException e) {
                    context.report(e.getMessage());
                }
            });
        }

        private Optional<String> commandText() {
            final Commands known = commands;
            return known == null ? Optional.empty() : map.selected().map(TopologyView::question)
                    .flatMap(cmdlet -> cmdlet.text(known));
        }
    }

    /** The command that answers what the details show. */
    private static Cmdlet question(Target target) {
        return target.port()
                .map(port -> Cmdlet.of("Get-VMNetworkAdapter").with("Name", port).with("SwitchName",
                        target.switchName()))
                .orElseGet(() -> Cmdlet.of("Get-VMSwitch").with("Name",
                        target.kind() == Target.Kind.HOST ? target.switchName() + "/*" : target.switchName()));
    }
}
