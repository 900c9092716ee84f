package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.SashForm;
import org.eclipse.swt.dnd.Clipboard;
import org.eclipse.swt.dnd.TextTransfer;
import org.eclipse.swt.dnd.Transfer;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.CommandLabel;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;

/** The view's widgets: what is asked, the frames that are followed, the steps of one packet, and what to ask next. */
final class TracePanel implements QueryBar.Asked {

    private static final int LEAST_HEIGHT = 72;
    private static final String HINT = "Choose where a packet enters and what it is for, say what it is, and press "
            + "Simulate: nothing is sent.";
    private static final String WITHOUT = "What if without ";

    private final ViewContext context;
    private final Theme theme;
    private final Source source;
    private final Composite root;
    private final QueryBar bar;
    private final Label status;
    private final SashForm tables;
    private final FrameTable frames;
    private final StepTable steps;
    private final Button without;
    private final Button whyNot;
    private final Button copy;
    private final RemedyPanel remedy;
    private final CommandLabel command;
    private final Search search;
    private Optional<Simulated> simulated = Optional.empty();
    private Optional<Followed> followed = Optional.empty();

    /**
     * An answer on screen.
     *
     * @param cmdlet what was run for it; empty once something else stands in the bar
     */
    private record Simulated(Question question, Optional<Cmdlet> cmdlet, Outcome outcome) {

        String sentence() {
            return question.words() + ".  " + outcome.sentence();
        }
    }

    /** Frames on screen that come from a switch. */
    private record Followed(Place from, String filter) {
    }

    /** What a work gave, or the sentence that refused it. */
    private record Attempt<T>(Optional<T> result, String refusal) {
    }

    TracePanel(Composite parent, ViewContext context, Source source) {
        this.context = context;
        this.theme = context.theme();
        this.source = source;
        root = composite(parent, 1, 12, 10);
        bar = new QueryBar(root, theme, this);
        status = new Label(root, SWT.WRAP);
        final GridData words = new GridData(SWT.FILL, SWT.TOP, true, false);
        words.widthHint = 200;
        status.setLayoutData(words);
        theme.paint(status, Token.SURFACE, Token.TEXT2);
        tables = new SashForm(root, SWT.VERTICAL | SWT.SMOOTH);
        final GridData most = new GridData(SWT.FILL, SWT.FILL, true, true);
        most.heightHint = LEAST_HEIGHT;
        most.minimumHeight = LEAST_HEIGHT;
        tables.setLayoutData(most);
        theme.paint(tables, Token.SURFACE, Token.TEXT);
        frames = new FrameTable(tables, theme, this::showChosen);
        steps = new StepTable(tables, theme, this::refresh);
        tables.setWeights(55, 45);
        tables.setMaximizedControl(steps.control());
        final Composite actions = composite(root, 4, 0, 0);
        actions.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        without = button(actions, WITHOUT + "\u2026", () -> simulated.ifPresent(shown -> steps.meant()
                .ifPresent(step -> simulate(shown.question(), shown.question().without(step.stage())))));
        whyNot = button(actions, "Why not?", this::searchRemedy);
        copy = button(actions, "Copy command", this::copyCommand);
        command = new CommandLabel(actions, theme);
        command.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        remedy = new RemedyPanel(root, theme, this::make);
        search = new Search(root);
        root.addDisposeListener(event -> Thread.ofVirtual().name("trace closes").start(source::close));
        context.command(this::commandText);
        context.focusOn(bar.field());
        say(HINT);
        refresh();
    }

    Control control() {
        return root;
    }

    private Composite composite(Composite parent, int columns, int marginWidth, int marginHeight) {
        final Composite composite = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(columns, false);
        layout.marginWidth = marginWidth;
        layout.marginHeight = marginHeight;
        layout.horizontalSpacing = 8;
        layout.verticalSpacing = 8;
        composite.setLayout(layout);
        theme.paint(composite, Token.SURFACE, Token.TEXT);
        return composite;
    }

    private static Button button(Composite parent, String text, Runnable pressed) {
        final Button button = new Button(parent, SWT.PUSH);
        button.setText(text);
        button.addListener(SWT.Selection, event -> pressed.run());
        return button;
    }

    private void say(String sentence) {
        final String text = sentence.replace("&", "&&");
        if (!status.getText().equals(text)) {
            status.setText(text);
            status.setToolTipText(sentence);
            root.layout(true, true);
        }
    }

    /** Shows the ports and the frames as they are now. */
    void show(Source.Sample now) {
        final boolean none = bar.isEmpty();
        bar.show(now.switches());
        if (none != bar.isEmpty()) {
            changed();
        }
        if (followed.isEmpty() || now.live().isEmpty()) {
            return;
        }
        final LiveFrames.Seen live = now.live().get();
        frames.show(live.frames());
        say(live.sentence() + (live.frames().isEmpty() || frames.selected().isPresent() ? "."
                : ".  Select a frame to see its steps."));
        if (!live.running()) {
            final String gone = followed.get().from().switchName();
            stop(() -> context.report("Nothing is followed any more: the switch " + gone + " is gone."));
        }
    }

    @Override
    public void changed() {
        simulated = simulated.map(shown -> new Simulated(shown.question(), Optional.empty(), shown.outcome()));
        refresh();
    }

    @Override
    public void simulate() {
        try {
            final Question question = question();
            simulate(question, question.trace());
        } catch (RefusedException refused) {
            context.report(refused.getMessage());
        }
    }

    private Question question() throws RefusedException {
        final Place place = bar.from().orElseThrow(() -> new RefusedException("There is no port yet."));
        final String port = place.port().orElseThrow(() -> new RefusedException("found all ports of switch "
                + place.switchName() + ", expected the one where the packet enters"));
        return new Question(place.switchName(), port, bar.to(), source.packet(bar.text()));
    }

    private void simulate(Question question, Cmdlet cmdlet) {
        followed = Optional.empty();
        bar.setFollowing(false);
        search.cancel();
        remedy.hide();
        attempt(() -> {
            source.stop();
            return source.ask(cmdlet).stream().map(StepRow::of).toList();
        }, rows -> {
            simulated = Optional.of(new Simulated(question, Optional.of(cmdlet), new Outcome(rows, question.to())));
            tables.setMaximizedControl(steps.control());
            steps.show(rows);
            say(simulated.get().sentence());
            refresh();
        });
    }

    /** Runs a work; where it is refused, what was on screen goes, so that nobody takes it for the answer. */
    private <T> void attempt(Callable<T> work, Consumer<T> done) {
        context.submit(() -> {
            try {
                return new Attempt<>(Optional.of(work.call()), "");
            } catch (RefusedException refused) {
                return new Attempt<T>(Optional.empty(), refused.getMessage());
            }
        }, attempt -> attempt.result().ifPresentOrElse(done, () -> {
            clear();
            bar.setFollowing(false);
            followed = Optional.empty();
            tables.setMaximizedControl(steps.control());
            say(HINT);
            refresh();
            context.report(attempt.refusal());
        }));
    }

    private void clear() {
        simulated = Optional.empty();
        search.cancel();
        remedy.hide();
        steps.show(List.of());
        frames.clear();
    }

    @Override
    public void follow(boolean on) {
        if (!on) {
            stop(this::refresh);
            return;
        }
        final Optional<Place> from = bar.from();
        if (from.isEmpty()) {
            return;
        }
        bar.setFollowing(true);
        final String text = bar.text();
        attempt(() -> {
            source.stop();
            final Followed next = new Followed(from.get(), PacketWords.filter(text));
            source.follow(next.from(), next.filter());
            return next;
        }, next -> {
            clear();
            followed = Optional.of(next);
            tables.setMaximizedControl(null);
            refresh();
        });
    }

    private void stop(Runnable stopped) {
        followed = Optional.empty();
        bar.setFollowing(false);
        attempt(() -> {
            source.stop();
            return true;
        }, done -> stopped.run());
    }

    /** Shows the steps of the frame that the user has selected. */
    private void showChosen() {
        steps.show(frames.selected().map(DecisionRows::steps).orElse(List.of()).stream()
                .map(step -> StepRow.of(new Answer(step))).toList());
        refresh();
    }

    private void searchRemedy() {
        if (search.isRunning()) {
            search.cancel();
            simulated.ifPresent(shown -> say(shown.sentence()));
            refresh();
        } else {
            simulated.ifPresent(shown -> {
                say(shown.question().words() + ".  Looking for the smallest change that delivers it: at most 20 s.");
                search.start(() -> source.ask(shown.question().remedy()), rows -> {
                    say(shown.sentence());
                    rows.stream().findFirst().map(Remedy::of).ifPresent(remedy::show);
                    refresh();
                }, sentence -> {
                    say(shown.sentence());
                    context.report(sentence);
                    refresh();
                });
                refresh();
            });
        }
    }

    /** Makes the change and shows what becomes of the packet then. */
    private void make(String line) {
        context.submit(() -> {
            source.run(line);
            return line;
        }, made -> simulated.ifPresent(shown -> simulate(shown.question(), shown.question().trace())));
    }

    private void refresh() {
        final Optional<Question> question = simulated.map(Simulated::question).filter(shown -> followed.isEmpty());
        final Optional<Cmdlet> less = question.flatMap(asked -> steps.meant().filter(StepRow::isExtension)
                .map(step -> asked.without(step.stage())));
        final Optional<Cmdlet> why = question.filter(asked -> !simulated.get().outcome().isDelivered())
                .map(Question::remedy);
        write(without, WITHOUT + (less.isEmpty() ? "\u2026" : shortened(steps.meant().get().stage())),
                less.flatMap(source::text));
        write(whyNot, search.isRunning() ? "Stop looking" : "Why not?", why.flatMap(source::text));
        final Optional<String> text = commandText();
        write(copy, "Copy command", text);
        command.show(text.orElse(""));
        root.layout(true, true);
    }

    private static void write(Button button, String text, Optional<String> tip) {
        button.setText(text.replace("&", "&&"));
        button.setEnabled(tip.isPresent());
        button.setToolTipText(tip.orElse(null));
    }

    /** The last part of an extension's id. */
    private static String shortened(String id) {
        return id.substring(id.lastIndexOf('.') + 1);
    }

    /** What does the same as what is on screen, or as the button would. */
    private Optional<String> commandText() {
        final Stream<Cmdlet> shown = followed.isPresent()
                ? followed.stream().map(live -> Follower.command(live.from(), live.filter()))
                : simulated.stream().map(Simulated::cmdlet).flatMap(Optional::stream);
        return shown.findFirst().or(this::asked).flatMap(source::text);
    }

    private Optional<Cmdlet> asked() {
        try {
            return Optional.of(question().trace());
        } catch (RefusedException notYet) {
            return Optional.empty();
        }
    }

    private void copyCommand() {
        commandText().ifPresent(text -> {
            final Clipboard clipboard = new Clipboard(root.getDisplay());
            clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
            clipboard.dispose();
        });
    }
}
