package org.signalbox.workbench.trace;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeColumn;
import org.eclipse.swt.widgets.TreeItem;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.trace.dissection.Dissection;
import org.signalbox.workbench.trace.dissection.Field;

/** The headers of a frame with their fields: name, value and bytes. What was opened stays open from frame to frame. */
final class FieldTree {

    private static final int NAME = 176;
    private static final int BYTES = 64;
    private static final int LEAST_VALUE = 100;

    private final Pane pane;
    private final Tree tree;
    private final Set<String> open = new HashSet<>();
    private Dissection shown = Dissection.NONE;

    /** @param selected told of the field that the user has selected */
    FieldTree(Composite parent, Theme theme, Consumer<Field> selected) {
        pane = new Pane(parent, theme, "DISSECTION");
        tree = new Tree(pane.composite(), SWT.BORDER | SWT.FULL_SELECTION | SWT.SINGLE);
        pane.fill(tree);
        tree.setToolTipText("Fields of the frame, named as Wireshark names them in display filters");
        column("Field", NAME, SWT.LEFT);
        column("Value", LEAST_VALUE, SWT.LEFT);
        column("Bytes", BYTES, SWT.RIGHT);
        tree.addListener(SWT.Selection, event -> selected.accept((Field) event.item.getData()));
        tree.addListener(SWT.Expand, event -> open.add(((Field) event.item.getData()).key()));
        tree.addListener(SWT.Collapse, event -> open.remove(((Field) event.item.getData()).key()));
        tree.addListener(SWT.Resize, event -> tree.getColumn(1).setWidth(
                Math.max(LEAST_VALUE, tree.getClientArea().width - NAME - BYTES)));
    }

    private void column(String title, int width, int alignment) {
        final TreeColumn column = new TreeColumn(tree, alignment);
        column.setText(title);
        column.setWidth(width);
    }

    void show(Dissection dissection, String words) {
        pane.say(words);
        if (dissection == shown) {
            return;
        }
        shown = dissection;
        tree.setRedraw(false);
        tree.removeAll();
        dissection.headers().forEach(header -> fill(new TreeItem(tree, SWT.NONE), header));
        tree.setRedraw(true);
    }

    private void fill(TreeItem item, Field field) {
        final int last = field.offset() + field.length() - 1;
        item.setText(new String[] {field.name(), field.text(), field.length() == 0 ? ""
                : last == field.offset() ? String.valueOf(last) : field.offset() + "\u2013" + last});
        item.setData(field);
        field.fields().forEach(inner -> fill(new TreeItem(item, SWT.NONE), inner));
        item.setExpanded(open.contains(field.key()));
    }

    /** Selects a field; the listener is not called. */
    void select(Field field) {
        find(List.of(tree.getItems()), field).ifPresent(item -> {
            for (TreeItem outer = item.getParentItem(); outer != null; outer = outer.getParentItem()) {
                outer.setExpanded(true);
                open.add(((Field) outer.getData()).key());
            }
            tree.setSelection(item);
            tree.showItem(item);
        });
    }

    private static Optional<TreeItem> find(List<TreeItem> items, Field field) {
        return items.stream().map(item -> item.getData() == field ? Optional.of(item)
                : find(List.of(item.getItems()), field)).flatMap(Optional::stream).findFirst();
    }
}
