package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;

/** The map of switches and ports with their live figures, and the details of what is selected. */
@Component
@ViewPlace(id = "topology", title = "Topology", icon = "icons/topology.svg", area = Area.MAIN, order = 10)
public final class TopologyView implements View {

    private static final int MAP_SHARE = 72;
    private static final int DOT = 8;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

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
        final Live live = history.add(engine.switches(), journal == null ? List.of() : journal.journal());
        return new Seen(live, selected.map(target -> PolicyOffers.of(engine, live, target)));
    }

    /** The view's widgets. */
    private final class Window {

        private final Theme theme;
        private final SashForm sash;
        private final TopologyMap map;
        private final DetailsPanel details;
        private Seen seen = new Seen(Live.NONE, Optional.empty());
        /** For the thread that samples. */
        private volatile Optional<Target> selected = Optional.empty();

        Window(Composite parent, ViewContext context) {
            theme = context.theme();
            sash = new SashForm(parent, SWT.HORIZONTAL | SWT.SMOOTH);
            sash.setSashWidth(1);
            theme.paint(sash, Token.LINE, Token.TEXT);
            final Composite left = new Composite(sash, SWT.NONE);
            theme.paint(left, Token.GROUND, Token.TEXT);
            final GridLayout layout = new GridLayout(2, false);
            layout.marginWidth = 0;
            layout.marginHeight = 0;
            layout.verticalSpacing = 0;
            left.setLayout(layout);
            legend(left);
            final ToolBar tools = new ToolBar(left, SWT.FLAT);
            map = new TopologyMap(left, theme, target -> refreshDetails());
            map.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
            tool(tools, "/icons/fit.svg", "Fit the map to the window (0)", map::fit);
            tool(tools, "/icons/minus.svg", "Zoom out (-)", map::zoomOut);
            tool(tools, "/icons/plus.svg", "Zoom in (+)", map::zoomIn);
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

        private void tool(ToolBar bar, String icon, String tip, Runnable action) {
            final URL svg = TopologyView.class.getResource(icon);
            final ToolItem item = new ToolItem(bar, SWT.PUSH);
            item.setToolTipText(tip);
            item.addListener(SWT.Selection, event -> action.run());
            final Runnable draw = () -> item.setImage(theme.icon(svg, Token.TEXT2));
            draw.run();
            theme.onSwitch(bar, draw);
        }

        private void legend(Composite parent) {
            final Canvas legend = new Canvas(parent, SWT.DOUBLE_BUFFERED);
            theme.paint(legend, Token.GROUND, Token.TEXT2);
            final GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
            data.heightHint = 32;
            legend.setLayoutData(data);
            legend.addPaintListener(event -> {
                final GC gc = event.gc;
                gc.setAntialias(SWT.ON);
                gc.setFont(theme.font(Face.SMALL));
                int x = Scene.MARGIN + 2;
                final int y = legend.getClientArea().height / 2;
                for (final LinkState state : List.of(LinkState.UP, LinkState.DOWN, LinkState.DISCONNECTED)) {
                    gc.setBackground(theme.color(Words.colour(state)));
                    gc.setForeground(theme.color(Words.colour(state)));
                    if (state == LinkState.DISCONNECTED) {
                        gc.drawOval(x, y - DOT / 2, DOT, DOT);
                    } else {
                        gc.fillOval(x, y - DOT / 2, DOT, DOT);
                    }
                    x = word(gc, Words.link(state), x + 14, y);
                }
                gc.setForeground(theme.color(Token.ERROR));
                gc.setLineWidth(2);
                gc.drawLine(x, y, x + 14, y);
                word(gc, "dropping now", x + 20, y);
            });
        }

        private int word(GC gc, String word, int x, int y) {
            gc.setForeground(theme.color(Token.TEXT2));
            gc.drawText(word, x, y - gc.getFontMetrics().getHeight() / 2, true);
            return x + gc.textExtent(word).x + 18;
        }

        private void show(Seen now) {
            seen = now;
            map.show(now.live());
            refreshDetails();
        }

        private void refreshDetails() {
            selected = map.selected();
            details.show(selected.flatMap(target -> Sheets.of(seen.live(), target)),
                    seen.offers().filter(offers -> selected.filter(offers.target()::equals).isPresent()));
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
                .orElseGet(() -> Cmdlet.of("Get-VMSwitch").with("Name", target.switchName()));
    }
}
