package org.signalbox.workbench.topology;

import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** The map's own menu, at what the pointer is on or, by the keyboard, for what is selected. */
final class MapMenu {

    private final TopologyMap map;
    private final MenuItem move;
    private final MenuItem copy;

    MapMenu(TopologyMap map) {
        this.map = map;
        final Menu menu = new Menu(map.control());
        move = item(menu, "&Move to Switch\u2026\tM", Deed.Kind.MOVE);
        copy = item(menu, "&Copy Policies To\u2026\tC", Deed.Kind.COPY);
        map.control().setMenu(menu);
        map.control().addListener(SWT.MenuDetect, this::prepare);
    }

    private MenuItem item(Menu menu, String text, Deed.Kind kind) {
        final MenuItem item = new MenuItem(menu, SWT.PUSH);
        item.setText(text);
        item.addListener(SWT.Selection, event -> map.listener().ask(kind));
        return item;
    }

    private void prepare(Event event) {
        if (event.detail == SWT.MENU_MOUSE && map.camera().detail() != Camera.Detail.FAR) {
            final Point at = map.control().toControl(event.x, event.y);
            map.selectOnly(map.scene().at(map.camera().toMapX(at.x), map.camera().toMapY(at.y)));
        }
        final Optional<Target> port = map.selected().filter(each -> each.kind() == Target.Kind.PORT);
        move.setEnabled(port.isPresent());
        copy.setEnabled(port.filter(each -> !Deed.extensions(map.scene().live(), each).isEmpty()).isPresent());
    }
}
