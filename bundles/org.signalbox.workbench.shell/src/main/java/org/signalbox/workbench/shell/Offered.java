package org.signalbox.workbench.shell;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.ServiceReference;
import org.signalbox.workbench.Action;
import org.signalbox.workbench.ActionPlace;
import org.signalbox.workbench.Creation;
import org.signalbox.workbench.Perspective;
import org.signalbox.workbench.PreferencePage;

/**
 * What bundles bring to the window.
 *
 * @param rooms the views, each id once
 */
record Offered(Collection<Room> rooms, List<Entry> actions, List<Creation> creations,
        List<Perspective> perspectives, List<PreferencePage<?>> preferences) {

    private static final int CREATED = 100;

    /**
     * Reads an action's service properties.
     *
     * @throws IllegalArgumentException if the action has no id or no label
     */
    static Entry action(ServiceReference<Action> reference, Action action) {
        final Announced place = new Announced(reference, ActionPlace.PREFIX_);
        final String label = place.required("label");
        return new Entry(place.required("id"), Entry.Kind.CONTRIBUTED, label, place.text("menu").orElse("Tools"),
                place.number("order", 100), place.text("key").orElse(""), place.entry("icon"), place.text("command"),
                place.is("toolBar") ? Entry.plain(label).replace("\u2026", "") : "", action);
    }

    /** Actions and creations as entries of the menu. */
    List<Entry> entries() {
        final List<Entry> entries = new ArrayList<>(actions);
        for (final Creation creation : creations) {
            final String label = creation.label();
            final int at = Math.max(0, label.indexOf(creation.mnemonic()));
            entries.add(new Entry("new." + label.replaceAll("[^A-Za-z0-9._-]", "-"), Entry.Kind.CREATION,
                    Entry.escaped(label.substring(0, at)) + "&" + Entry.escaped(label.substring(at)) + "\u2026",
                    "File/New", CREATED, "", Optional.empty(),
                    Optional.of(creation.command()).filter(name -> !name.isEmpty()), "",
                    context -> creation.open(context.window(), context.theme())));
        }
        return entries;
    }
}
