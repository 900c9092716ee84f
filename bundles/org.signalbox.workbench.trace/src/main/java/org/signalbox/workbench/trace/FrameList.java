package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.trace.Choice.Range;

/** The frames that are followed: when they came, a filter among them, and the list. */
final class FrameList implements Timeline.Moved {

    private static final int FILTER = 300;

    private final Composite root;
    private final Timeline timeline;
    private final Text filter;
    private final FrameTable table;
    private final Consumer<Optional<Range>> ranged;

    /**
     * @param selected called when the user has selected a frame, or let go of it
     * @param filtered told of the expression that the user has entered
     * @param ranged   told of the range of times that the user has chosen
     */
    FrameList(Composite parent, Theme theme, Runnable selected, Consumer<String> filtered,
            Consumer<Optional<Range>> ranged) {
        this.ranged = ranged;
        root = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.horizontalSpacing = 12;
        layout.verticalSpacing = 6;
        root.setLayout(layout);
        theme.paint(root, Token.SURFACE, Token.TEXT);
        timeline = new Timeline(root, theme, this);
        final GridData wide = new GridData(SWT.FILL, SWT.FILL, true, false);
        wide.heightHint = Timeline.HEIGHT;
        timeline.control().setLayoutData(wide);
        filter = new Text(root, SWT.SINGLE | SWT.BORDER | SWT.SEARCH | SWT.ICON_CANCEL);
        filter.setMessage("Filter this list, such as tcp or arp");
        filter.setToolTipText("Lists only frames that a capture filter selects, as tcpdump has them; Enter lists them");
        filter.setLayoutData(new GridData(FILTER, SWT.DEFAULT));
        filter.addListener(SWT.DefaultSelection, event -> filtered.accept(filter.getText().strip()));
        filter.addListener(SWT.Modify, event -> {
            if (filter.getText().isEmpty()) {
                filtered.accept("");
            }
        });
        table = new FrameTable(root, theme, selected);
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
    }

    Control control() {
        return root;
    }

    FrameTable table() {
        return table;
    }

    /** Forgets the frames and what was listed of them. */
    void clear() {
        // GTK tells of a change also where there is none, and what follows would clear a refusal
        if (!filter.getText().isEmpty()) {
            filter.setText("");
        }
        table.clear();
        timeline.show(Density.NONE, Optional.empty());
    }

    void show(Listing now) {
        timeline.show(now.density(), now.choice().range());
        table.show(now);
    }

    /** What stands above the list. */
    String sentence(Listing now) {
        final String range = now.choice().range().map(each -> ", " + FrameTable.words(each.from()) + " to "
                + FrameTable.words(each.to())).orElse("");
        final String still = !table.isStill() ? ""
                : ".  The list stands still, " + Figures.grouped(table.newer(now)) + " newer: Escape goes on";
        return now.sentence() + range + (still.isEmpty() && !now.frames().isEmpty()
                ? ".  Select a frame to see its steps." : still + ".");
    }

    @Override
    public void moment(long time) {
        table.reveal(time);
    }

    @Override
    public void range(Optional<Range> range) {
        ranged.accept(range);
    }

    /** The frames that are selected, or else all that are listed. */
    List<LiveFrame> meant() {
        return table.allSelected().isEmpty() ? table.frames() : table.allSelected();
    }
}
