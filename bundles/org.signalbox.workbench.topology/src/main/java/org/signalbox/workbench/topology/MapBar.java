package org.signalbox.workbench.topology;

import java.net.URL;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.topology.Scene.Arrangement;

/** The line above the map: the search field, how the map is arranged, zoom, and export. */
final class MapBar {

    private static final int COUNT = 76;

    private final Theme theme;
    private final Composite root;
    private final Text field;
    private final Label count;
    private final Button tiers;
    private final Button hosts;
    private final ToolBar tools;
    private Optional<Search> found = Optional.empty();

    MapBar(Composite parent, Theme theme) {
        this.theme = theme;
        root = new Composite(parent, SWT.NONE);
        theme.paint(root, Token.GROUND, Token.TEXT);
        root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        final GridLayout layout = new GridLayout(5, false);
        layout.marginWidth = 12;
        layout.marginHeight = 6;
        layout.horizontalSpacing = 8;
        root.setLayout(layout);
        field = new Text(root, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        field.setMessage("Search (Ctrl+F)");
        field.setToolTipText("Names, machines, VLANs, MAC addresses, states; every word has to fit");
        field.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        field.getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent event) {
                event.result = "Search the map";
            }
        });
        theme.paint(field, Token.SURFACE, Token.TEXT);
        count = new Label(root, SWT.NONE);
        count.setFont(theme.font(Face.SMALL));
        theme.paint(count, Token.GROUND, Token.TEXT2);
        final GridData data = new GridData(SWT.LEFT, SWT.CENTER, false, false);
        data.widthHint = COUNT;
        count.setLayoutData(data);
        tiers = toggle("Tiers", "All uplinks, all switches, all machines");
        hosts = toggle("Hosts", "Each host with what is on it");
        tools = new ToolBar(root, SWT.FLAT);
        tools.setLayoutData(new GridData(SWT.RIGHT, SWT.CENTER, false, false));
        theme.paint(tools, Token.GROUND, Token.TEXT);
    }

    private Button toggle(String text, String tip) {
        final Button toggle = new Button(root, SWT.TOGGLE);
        toggle.setText(text);
        toggle.setToolTipText(tip);
        return toggle;
    }

    /** Connects the line with the map below it. */
    void drive(TopologyMap map, Runnable look, Runnable next, Runnable export) {
        field.addListener(SWT.Modify, event -> look.run());
        field.addListener(SWT.DefaultSelection, event -> next.run());
        field.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.F3) {
                next.run();
            } else if (event.keyCode == SWT.ESC) {
                field.setText("");
                map.control().setFocus();
            }
        });
        tiers.addListener(SWT.Selection, event -> arrange(map, Arrangement.TIERS));
        hosts.addListener(SWT.Selection, event -> arrange(map, Arrangement.HOSTS));
        tool("minus", "Zoom out (-)", () -> map.zoom(1 / Camera.STEP));
        tool("plus", "Zoom in (+)", () -> map.zoom(Camera.STEP));
        tool("fit", "Fit the map to the window (F)", map::fit);
        tool("export", "Export\u2026 as SVG or PNG", export);
    }

    private void arrange(TopologyMap map, Arrangement wanted) {
        arranged(wanted);
        if (map.scene().arrangement() != wanted) {
            map.arrange(wanted);
        }
    }

    private void tool(String icon, String tip, Runnable action) {
        final URL svg = MapBar.class.getResource("/icons/" + icon + ".svg");
        final ToolItem item = new ToolItem(tools, SWT.PUSH);
        item.setToolTipText(tip);
        item.addListener(SWT.Selection, event -> action.run());
        final Runnable draw = () -> item.setImage(theme.icon(svg, Token.TEXT2));
        draw.run();
        theme.onSwitch(tools, draw);
    }

    String text() {
        return field.getText();
    }

    void focus() {
        field.setFocus();
        field.selectAll();
    }

    void found(Optional<Search> now) {
        found = now;
        final String text = now.map(Search::count).orElse("");
        if (!count.getText().equals(text)) {
            count.setText(text);
        }
    }

    Optional<Search> found() {
        return found;
    }

    void arranged(Arrangement now) {
        tiers.setSelection(now == Arrangement.TIERS);
        hosts.setSelection(now == Arrangement.HOSTS);
    }
}
