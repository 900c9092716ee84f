package org.signalbox.workbench.wizards;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.StackLayout;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.command.Commands;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Theme.Face;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.wizards.Plan.Problem;
import org.signalbox.workbench.wizards.ReviewPage.State;

/**
 * The window of a wizard: pages that ask, and the review. What is entered is judged while one types, off the user
 * interface's thread: by the answers themselves, and on the last page that asks by the fabric, as a what-if.
 */
final class WizardWindow {

    private static final int WIDTH = 680;
    private static final int HEIGHT = 580;
    private static final int TYPING_MILLIS = 300;

    private final Theme theme;
    private final Commands commands;
    private final Questions questions;
    private final Shell shell;
    private final Composite stack;
    private final StackLayout pages = new StackLayout();
    private final List<QuestionPage> asking;
    private final List<Form> forms = new ArrayList<>();
    private final ReviewPage review;
    private Label title;
    private Label message;
    private Button back;
    private Button next;
    private Button run;
    private Button cancel;
    private int at;
    private int question;
    private Plan plan;

    WizardWindow(Shell parent, Theme theme, Commands commands, Questions questions) {
        this.theme = theme;
        this.commands = commands;
        this.questions = questions;
        asking = questions.pages();
        shell = new Shell(parent, SWT.CLOSE | SWT.TITLE | SWT.BORDER | SWT.RESIZE | SWT.APPLICATION_MODAL);
        shell.setText(questions.title());
        shell.setLayout(grid(1, 0));
        theme.paint(shell, Token.GROUND, Token.TEXT);
        head();
        stack = new Composite(shell, SWT.NONE);
        stack.setLayout(pages);
        stack.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        theme.paint(stack, Token.GROUND, Token.TEXT);
        for (final QuestionPage page : asking) {
            final Form form = new Form(stack, theme, this::judge);
            page.fill(form);
            forms.add(form);
        }
        review = new ReviewPage(stack, theme, commands, this::refresh);
        shell.addListener(SWT.Close, event -> event.doit = !isReview() || review.state() != State.BUSY);
        bar();
    }

    private static GridLayout grid(int columns, int margin) {
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = margin;
        layout.marginHeight = margin;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = margin == 0 ? 0 : 4;
        return layout;
    }

    private void head() {
        final Composite head = new Composite(shell, SWT.NONE);
        head.setLayout(grid(1, 16));
        head.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(head, Token.SURFACE, Token.TEXT);
        title = new Label(head, SWT.NONE);
        title.setFont(theme.font(Face.TITLE));
        title.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        theme.paint(title, Token.SURFACE, Token.TEXT);
        message = new Label(head, SWT.WRAP);
        final GridData lines = new GridData(SWT.FILL, SWT.TOP, true, false);
        lines.heightHint = 2 * message.computeSize(SWT.DEFAULT, SWT.DEFAULT).y;
        lines.widthHint = 400;
        message.setLayoutData(lines);
        theme.paint(message, Token.SURFACE, Token.TEXT2);
    }

    private void bar() {
        final Composite bar = new Composite(shell, SWT.NONE);
        bar.setLayout(grid(4, 12));
        bar.setLayoutData(new GridData(SWT.FILL, SWT.BOTTOM, true, false));
        theme.paint(bar, Token.SURFACE, Token.TEXT);
        back = button(bar, "< &Back", () -> turn(at - 1));
        ((GridData) back.getLayoutData()).grabExcessHorizontalSpace = true;
        ((GridData) back.getLayoutData()).horizontalAlignment = SWT.RIGHT;
        next = button(bar, "&Next >", () -> turn(at + 1));
        run = button(bar, "&Run", () -> {
            if (review.state() == State.READY) {
                review.run();
            }
        });
        cancel = button(bar, "Cancel", shell::close);
    }

    private static Button button(Composite bar, String text, Runnable action) {
        final Button button = new Button(bar, SWT.PUSH);
        button.setText(text);
        final GridData data = new GridData(SWT.FILL, SWT.CENTER, false, false);
        data.widthHint = Math.max(90, button.computeSize(SWT.DEFAULT, SWT.DEFAULT).x);
        button.setLayoutData(data);
        button.addListener(SWT.Selection, event -> action.run());
        return button;
    }

    void open() {
        turn(0);
        final Rectangle room = shell.getMonitor().getClientArea();
        final Point needs = shell.computeSize(WIDTH, SWT.DEFAULT);
        shell.setSize(Math.min(WIDTH, room.width), Math.min(Math.max(HEIGHT, needs.y), room.height));
        final Rectangle over = shell.getParent().getBounds();
        shell.setLocation(Math.max(room.x, over.x + (over.width - shell.getSize().x) / 2),
                Math.max(room.y, over.y + (over.height - shell.getSize().y) / 3));
        shell.open();
        forms.getFirst().focus();
    }

    private boolean isReview() {
        return at == forms.size();
    }

    private void turn(int page) {
        at = page;
        if (isReview()) {
            pages.topControl = review.control();
            title.setText(plan.commands().size() == 1 ? "The command" : "The commands");
            review.show(plan);
        } else {
            pages.topControl = forms.get(at).control();
            title.setText(asking.get(at).title());
            asking.get(at).shown();
            judge();
        }
        stack.layout();
        if (!isReview()) {
            forms.get(at).focus();
        }
    }

    /** Looks at the answers; what the fabric says to those of before is dropped. */
    private void judge() {
        if (next == null) {
            return;
        }
        grow();
        question++;
        final int asked = question;
        final boolean isLast = at == forms.size() - 1;
        final Plan.Answers answers = questions.answers();
        next.setEnabled(false);
        if (answers.asksOutside()) {
            shell.getDisplay().timerExec(TYPING_MILLIS, () -> {
                if (asked == question && !shell.isDisposed()) {
                    judge(asked, answers, isLast);
                }
            });
        } else {
            judge(asked, answers, isLast);
        }
    }

    private void judge(int asked, Plan.Answers answers, boolean isLast) {
        Background.run("judge", shell, () -> {
            final Plan seen = answers.plan();
            return new Judged(seen, isLast ? new Preview(commands).of(seen.commands()).stream()
                    .flatMap(step -> step.refusal().stream()).findFirst() : Optional.empty());
        }, judged -> {
            if (asked == question && !isReview()) {
                take(judged);
            }
        });
    }

    /** Makes room for fields that have come, as far as the monitor has it; beyond that they scroll. */
    private void grow() {
        final int lacks = forms.get(at).height() - stack.getClientArea().height;
        final Rectangle room = shell.getMonitor().getClientArea();
        final Rectangle now = shell.getBounds();
        if (shell.isVisible() && lacks > 0 && now.height < room.height) {
            final int height = Math.min(now.height + lacks, room.height);
            shell.setBounds(now.x, Math.max(room.y, Math.min(now.y, room.y + room.height - height)), now.width, height);
        }
    }

    private record Judged(Plan plan, Optional<String> refusal) {
    }

    private void take(Judged judged) {
        plan = judged.plan();
        final List<Problem> here = plan.problems().stream().filter(each -> forms.get(at).has(each.field())).toList();
        final boolean isLast = at == forms.size() - 1;
        final Optional<String> told = here.stream().filter(problem -> !problem.missing()).findFirst()
                .map(Problem::sentence).or(judged::refusal);
        tell(told.orElseGet(() -> asking.get(at).hint()), told.isPresent());
        next.setEnabled(here.isEmpty() && judged.refusal().isEmpty() && (!isLast || plan.problems().isEmpty()));
        refresh();
    }

    private void tell(String sentence, boolean isTrouble) {
        message.setText(Wording.plain(sentence));
        message.setToolTipText(sentence);
        theme.paint(message, Token.SURFACE, isTrouble ? Token.ERROR : Token.TEXT2);
    }

    /** Brings the buttons, and on the review the message, to how things are. */
    private void refresh() {
        if (run == null) {
            return;
        }
        final State state = review.state();
        back.setEnabled(at > 0 && (!isReview() || review.canGoBack()));
        show(next, !isReview());
        show(run, isReview() && state != State.DONE && state != State.STOPPED);
        run.setEnabled(state == State.READY);
        cancel.setText(isReview() && (state == State.DONE || state == State.STOPPED) ? "Close" : "Cancel");
        cancel.setEnabled(!isReview() || state != State.BUSY);
        if (isReview()) {
            tell(review.sentence(), review.isTrouble());
        }
        final Button first = !isReview() ? next : run.getVisible() ? run : cancel;
        if (shell.getDefaultButton() != first) {
            shell.setDefaultButton(first);
        }
        if (isReview() && first.isEnabled()) {
            first.setFocus();
        }
        first.getParent().layout();
    }

    private static void show(Button button, boolean shown) {
        ((GridData) button.getLayoutData()).exclude = !shown;
        button.setVisible(shown);
    }
}
