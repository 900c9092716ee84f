package org.signalbox.workbench.help;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Text;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: back, all pages, a search, and the page. */
final class HelpPanel {

    private static final String COMMAND = "cmdlet:";

    private final Composite root;
    private final ViewContext context;
    private final Library library;
    private final Button back;
    private final Text search;
    private final PageText page;
    private final SheetPanel sheet;
    private final Composite stack;
    private final StackLayout front = new StackLayout();
    private final Deque<String> before = new ArrayDeque<>();
    private Shelf shelf = new Shelf(List.of(), Map.of());
    private String shown = Shelf.CONTENTS;

    HelpPanel(Composite parent, ViewContext context, Library library) {
        this.context = context;
        this.library = library;
        final Theme theme = context.theme();
        root = new Composite(parent, SWT.NONE);
        root.setLayout(grid(1, 0));
        theme.paint(root, Token.SURFACE, Token.TEXT);
        final Composite bar = new Composite(root, SWT.NONE);
        bar.setLayout(grid(3, 8));
        bar.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(bar, Token.SURFACE, Token.TEXT);
        back = button(bar, "< Back", "The page before (Alt+Left)", this::back);
        button(bar, "All pages", "What there is to read", () -> open(Shelf.CONTENTS));
        search = new Text(bar, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setMessage("Search");
        search.setToolTipText("Pages and commands that have all these words");
        search.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        stack = new Composite(root, SWT.NONE);
        stack.setLayout(front);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(stack, Token.SURFACE, Token.TEXT);
        page = new PageText(stack, theme, target -> follow(target, () -> { }));
        sheet = new SheetPanel(stack, theme, this::follow);
        front.topControl = page.control();
        search.addListener(SWT.Modify, event -> draw());
        search.addListener(SWT.DefaultSelection, event -> front.topControl.setFocus());
        search.addListener(SWT.KeyDown, event -> {
            if (event.keyCode == SWT.ESC) {
                search.setText("");
            }
        });
        page.control().addListener(SWT.KeyDown, this::key);
        back.setEnabled(false);
        context.focusOn(page.control());
        context.onShow(this::open);
        draw();
    }

    private static GridLayout grid(int columns, int margin) {
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin;
        layout.horizontalSpacing = margin;
        layout.verticalSpacing = 0;
        return layout;
    }

    private static Button button(Composite bar, String text, String tip, Runnable action) {
        final Button button = new Button(bar, SWT.PUSH);
        button.setText(text);
        button.setToolTipText(tip);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    Control control() {
        return root;
    }

    /** What there is to read now. */
    void use(Shelf now) {
        if (!now.equals(shelf)) {
            shelf = now;
            if (!shown.startsWith(COMMAND)) {
                draw();
            }
        }
    }

    private void key(Event event) {
        if (event.stateMask == SWT.ALT && event.keyCode == SWT.ARROW_LEFT) {
            back();
        } else if (event.stateMask == SWT.MOD1 && event.keyCode == 'f') {
            search.setFocus();
        }
    }

    /** Turns to a page. */
    private void open(String id) {
        if (!id.equals(shown)) {
            before.push(shown);
        }
        turn(id);
    }

    private void back() {
        if (!search.getText().isEmpty()) {
            search.setText("");
        } else if (!before.isEmpty()) {
            turn(before.pop());
        }
    }

    private void turn(String id) {
        shown = id;
        if (!search.getText().isEmpty()) {
            search.setText("");
        }
        draw();
    }

    private void draw() {
        final String words = search.getText();
        back.setEnabled(!before.isEmpty() || !words.isEmpty());
        if (!words.isBlank()) {
            show(shelf.search(words));
        } else if (shown.startsWith(COMMAND)) {
            final String asked = shown;
            context.submit(() -> library.cmdlet(asked.substring(COMMAND.length())), found -> {
                if (asked.equals(shown) && search.getText().isBlank()) {
                    show(found);
                }
            });
        } else {
            show(shelf.page(shown));
        }
    }

    private void show(Page now) {
        final boolean isSheet = now.kind() == Page.Kind.SHEET;
        front.topControl = isSheet ? sheet.control() : page.control();
        stack.layout();
        if (isSheet) {
            sheet.show(now);
        } else {
            page.show(now);
        }
    }

    /** @param done called when the place is open or the line has run; an entry of a menu tells of no end */
    private void follow(Target target, Runnable done) {
        switch (target.kind()) {
            case PAGE -> open(target.what());
            case CMDLET -> open(COMMAND + target.what());
            case VIEW -> {
                context.show(target.view(), target.subject());
                done.run();
            }
            case ACTION -> context.act(target.what());
            case RUN -> context.submit(() -> library.run(target.what()), printed -> done.run());
        }
    }
}
