package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.FileDialog;
import org.signalbox.workbench.ActionContext;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Perspective;

/** What the workbench itself has in its menus. */
final class OwnActions {

    private static final int DIGITS = 9;

    private OwnActions() {
    }

    /** Those that are always there. */
    static List<Entry> of(Frame frame) {
        return List.of(
                Entry.own("file.open", "&Open fabric\u2026", "File", 110, OwnAction.of(OwnActions::open))
                        .withKey("Ctrl+O").withCommand("Import-Fabric"),
                Entry.own("file.save", "&Save fabric as\u2026", "File", 120, OwnAction.of(OwnActions::save))
                        .withKey("Ctrl+S").withCommand("Export-Fabric"),
                Entry.own("file.exit", "E&xit", "File", 900, OwnAction.of(context -> frame.shell().close()))
                        .withKey("Ctrl+Q"),
                Entry.own("edit.undo", "&Undo", "Edit", 110,
                        OwnAction.on(frame::undoable, context -> context.run(Cmdlet.of("Undo-Change"))))
                        .withKey("Ctrl+Z").withCommand("Undo-Change").withTool("Undo", Icons.UNDO),
                Entry.own("edit.redo", "&Redo", "Edit", 120,
                        OwnAction.on(frame::redoable, context -> context.run(Cmdlet.of("Redo-Change"))))
                        .withKey("Ctrl+Y").withCommand("Redo-Change").withTool("Redo", Icons.REDO),
                Entry.own("edit.copyCommand", "&Copy command", "Edit", 200,
                        OwnAction.of(context -> frame.copyCommand()))
                        .withKey("Ctrl+Shift+C").withTool("Copy command", Icons.COPY),
                Entry.own("edit.preferences", "P&references\u2026", "Edit", 300,
                        OwnAction.of(context -> frame.preferences())).withKey("Ctrl+,"),
                Entry.own("view.maximize", "&Maximise view", "View", 210,
                        OwnAction.switched(frame::isMaximized,
                                context -> frame.onActive(frame.dock()::toggleMaximized)))
                        .withKey("Ctrl+M"),
                Entry.own("view.detach", "De&tach view", "View", 220,
                        OwnAction.switched(frame::isDetached, context -> frame.onActive(frame.dock()::toggleDetached)))
                        .withKey("Ctrl+Shift+M"),
                Entry.own("view.hide", "&Put view away", "View", 230,
                        OwnAction.of(context -> frame.onActive(frame.dock()::hide))).withKey("Ctrl+W"),
                Entry.own("perspective.reset", "&Reset perspective", "View/Perspective", 400,
                        OwnAction.of(context -> frame.resetPerspective())),
                Entry.own("view.quickAccess", "&Quick access\u2026", "View", 410,
                        OwnAction.of(context -> frame.quickAccess()))
                        .withKey("Ctrl+3").withTool("Quick access", Icons.FIND),
                Entry.own("view.jobs", "&Jobs", "View", 420, OwnAction.of(context -> frame.listJobs()))
                        .withKey("Ctrl+J"),
                Entry.own("view.dark", "&Dark palette", "View", 510,
                        OwnAction.switched(frame::dark, context -> frame.useDark(!frame.dark())))
                        .withKey("Ctrl+Shift+D").withTool("Dark", Icons.DARK),
                Entry.own("help.view", "&Help on this view", "Help", 110,
                        OwnAction.when(frame::hasHelp, context -> frame.help())).withKey("F1"));
    }

    private static void open(ActionContext context) {
        file(context, SWT.OPEN, "Open a fabric")
                .ifPresent(path -> context.run(Cmdlet.of("Import-Fabric").with("Path", path)));
    }

    private static void save(ActionContext context) {
        file(context, SWT.SAVE, "Save the fabric")
                .ifPresent(path -> context.run(Cmdlet.of("Export-Fabric").with("Path", path)));
    }

    private static Optional<String> file(ActionContext context, int style, String title) {
        final FileDialog dialog = new FileDialog(context.window(), style);
        dialog.setText(title);
        dialog.setFilterExtensions(new String[] {"*.yaml;*.yml;*.json", "*"});
        dialog.setFilterNames(new String[] {"Fabric documents", "All files"});
        dialog.setOverwrite(true);
        return Optional.ofNullable(dialog.open());
    }

    /** One for each view, the first nine of the menu View with a digit. */
    static List<Entry> views(Frame frame, List<Room> rooms) {
        final List<Entry> entries = new ArrayList<>();
        int numbered = 0;
        for (int i = 0; i < rooms.size(); i++) {
            final Room room = rooms.get(i);
            final String key = room.menu().equals(Room.VIEW_MENU) ? digit("Alt+", numbered++) : "";
            entries.add(new Entry("view.show." + room.id(), Entry.Kind.VIEW, Entry.escaped(room.title()), room.menu(),
                    Math.min(i, 99), key, room.icon(), Optional.empty(), "",
                    OwnAction.switched(() -> frame.dock().shows(room.id()), context -> frame.show(room.id(), ""))));
        }
        return entries;
    }

    /** One for each perspective, the first nine with a digit. */
    static List<Entry> perspectives(Frame frame, List<Perspective> perspectives) {
        final List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < perspectives.size(); i++) {
            final Perspective each = perspectives.get(i);
            entries.add(new Entry("perspective.use." + each.id(), Entry.Kind.PERSPECTIVE, Entry.escaped(each.title()),
                    "View/Perspective", 300 + Math.min(i, 99), digit("Ctrl+Alt+", i), Optional.empty(),
                    Optional.empty(), each.title(), OwnAction.switched(() -> frame.uses(each),
                            context -> frame.use(each.id()))));
        }
        return entries;
    }

    private static String digit(String modifiers, int index) {
        return index < DIGITS ? modifiers + (index + 1) : "";
    }
}
