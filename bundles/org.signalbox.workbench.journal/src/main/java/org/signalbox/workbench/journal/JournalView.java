package org.signalbox.workbench.journal;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.command.JournalEntry;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;

/** Who changed what, when, in which words; and the way back. */
@Component
@ViewPlace(id = "journal", title = "Journal", icon = "icons/journal.svg", help = "help/journal.md", order = 30)
public final class JournalView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    /**
     * The journal at one moment.
     *
     * @param entries oldest first
     */
    record Pages(List<JournalEntry> entries, Optional<JournalEntry> undoable, Optional<JournalEntry> redoable) {

        static final Pages NONE = new Pages(List.of(), Optional.empty(), Optional.empty());
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final JournalPanel panel = new JournalPanel(parent, context, () -> commands);
        context.watch(this::sample, panel::show);
        return panel.control();
    }

    private Pages sample() {
        final Commands journal = commands;
        return journal == null ? Pages.NONE
                : new Pages(journal.journal(), journal.undoable(), journal.redoable());
    }
}
