package org.signalbox.workbench.trace;

import java.nio.file.Path;
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
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.decision.DecisionRows;
import org.signalbox.workbench.Answer;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Figures;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.Wording;
import org.signalbox.workbench.trace.Choice.Range;

/** The view's widgets: what is asked, the frames that are followed, the steps of one packet, and what to ask next. */
final class TracePanel implements QueryBar.Asked, StepBar.Walk, Actions.Acts {

    private static final int LEAST_HEIGHT = 72;
    /** Pixels below which there is no room for steps and bytes at once. */
    private static final int ROOMY = 160;
    /** The same where a list of frames stands above them. */
    private static final int ROOMY_BELOW_FRAMES = 380;
    private static final int MOST_AS_TEXT = 10_000;
    private static final String HINT = "Choose where a packet enters and what it is for, say what it is, and press "
            + "Simulate: nothing is sent.";

    private final ViewContext context;
    private final Theme theme;
    private final Source source;
    private final Composite root;
    private final QueryBar bar;
    private final Label status;
    private final StepBar walk;
    private final SashForm tables;
    private final FrameList frames;
    private final StepTable steps;
    private final FrameDetails details;
    private final Actions actions;
    private final RemedyPanel remedy;
    private final RulePanel rule;
    private final Search search;
    private boolean bytes;
    private List<SwitchSpec> switches = List.of();
    private Optional<Simulated> simulated = Optional.empty();
    private Optional<Followed> followed = Optional.empty();

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
        final Composite line = composite(root, 2, 0, 0);
        line.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        status = new Label(line, SWT.WRAP);
        final GridData words = new GridData(SWT.FILL, SWT.CENTER, true, false);
        words.widthHint = 200;
        status.setLayoutData(words);
        theme.paint(status, Token.SURFACE, Token.TEXT2);
        walk = new StepBar(line, theme, root, this);
        tables = new SashForm(root, SWT.VERTICAL | SWT.SMOOTH);
        final GridData most = new GridData(SWT.FILL, SWT.FILL, true, true);
        most.heightHint = LEAST_HEIGHT;
        most.minimumHeight = LEAST_HEIGHT;
        tables.setLayoutData(most);
        theme.paint(tables, Token.SURFACE, Token.TEXT);
        frames = new FrameList(tables, theme, this::showChosen, this::filter, this::range);
        steps = new StepTable(tables, theme, this::refresh);
        details = new FrameDetails(tables, theme);
        tables.setWeights(42, 25, 33);
        actions = new Actions(root, theme, this);
        remedy = new RemedyPanel(root, theme, this::make);
        rule = new RulePanel(root, theme, set -> source.text(edit(set)), this::changeRule);
        search = new Search(root);
        root.addDisposeListener(event -> Thread.ofVirtual().name("trace closes").start(source::close));
        tables.addListener(SWT.Resize, event -> arrange());
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

    /** Shows what there is something to show in, as far as there is room. */
    private void arrange() {
        final boolean cramped = tables.getSize().y < (followed.isPresent() ? ROOMY_BELOW_FRAMES : ROOMY);
        final boolean both = !details.isEmpty() && !cramped;
        final boolean instead = !details.isEmpty() && cramped && bytes;
        walk.offerBytes(!details.isEmpty() && cramped);
        frames.control().setVisible(followed.isPresent());
        steps.control().setVisible(!instead);
        details.control().setVisible(both || instead);
        tables.layout();
    }

    private void say(String sentence) {
        final String text = Wording.plain(sentence);
        if (!status.getText().equals(text)) {
            final boolean asHigh = status.getText().length() > 0
                    && status.computeSize(status.getSize().x, SWT.DEFAULT).y == status.getSize().y;
            status.setText(text);
            status.setToolTipText(sentence);
            if (!asHigh || status.computeSize(status.getSize().x, SWT.DEFAULT).y != status.getSize().y) {
                root.layout(true, true);
            }
        }
    }

    /** Shows the ports and the frames as they are now. */
    void show(Source.Sample now) {
        final boolean none = bar.isEmpty();
        switches = now.switches();
        bar.show(switches);
        if (none != bar.isEmpty()) {
            changed();
        }
        if (followed.isEmpty() || now.live().isEmpty()) {
            return;
        }
        final Listing live = now.live().get();
        final boolean first = frames.meant().isEmpty();
        frames.show(live);
        say(frames.sentence(live));
        if (first) {
            refresh();
        }
        if (!live.seen().running()) {
            final String gone = followed.get().from().switchName();
            stop(() -> context.report("Nothing is followed any more: the switch " + gone + " is gone."));
        }
    }

    @Override
    public void changed() {
        simulated = simulated.map(Simulated::outdated);
        refresh();
    }

    @Override
    public void simulate() {
        try {
            simulate(question(), WhatIf.NONE);
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

    private void simulate(Question question, WhatIf supposed) {
        followed = Optional.empty();
        bar.setFollowing(false);
        search.cancel();
        remedy.hide();
        attempt(() -> {
            source.stop();
            final List<StepRow> rows = source.ask(question.trace(supposed)).stream().map(StepRow::of).toList();
            return new Simulated(question, supposed, true, new Outcome(rows, question.to()),
                    source.passages(question.bytes(supposed)));
        }, answer -> {
            simulated = Optional.of(answer);
            steps.show(answer.outcome().rows());
            say(answer.sentence());
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
            say(HINT);
            refresh();
            context.report(attempt.refusal());
        }));
    }

    private void clear() {
        simulated = Optional.empty();
        search.cancel();
        remedy.hide();
        rule.hide();
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
            source.choose(Choice.ALL);
            final Followed next = new Followed(from.get(), PacketWords.filter(text));
            source.follow(next.from(), next.filter());
            return next;
        }, next -> {
            clear();
            followed = Optional.of(next);
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

    private void filter(String expression) {
        context.submit(() -> {
            if (!source.choice().expression().equals(expression)) {
                source.choose(source.choice().filtered(expression));
            }
            return true;
        }, done -> { });
    }

    private void range(Optional<Range> range) {
        context.submit(() -> {
            source.choose(source.choice().within(range));
            return true;
        }, done -> { });
    }

    /** Shows the steps of the frame that the user has selected. */
    private void showChosen() {
        steps.show(frames.table().selected().map(frame -> DecisionRows.steps(frame.decision())).orElse(List.of())
                .stream().map(step -> StepRow.of(new Answer(step))).toList());
        rule.hide();
        refresh();
    }

    @Override
    public void step(int by) {
        final int next = steps.index() + by;
        if (next >= 0 && next < steps.all().size()) {
            steps.select(next);
            refresh();
        } else if (followed.isPresent() && frames.table().move(by)) {
            showChosen();
            steps.select(by > 0 ? 0 : steps.all().size() - 1);
            refresh();
        }
    }

    @Override
    public void bytes(boolean on) {
        bytes = on;
        arrange();
    }

    @Override
    public void frame(int by) {
        if (followed.isPresent()) {
            if (frames.table().move(by)) {
                showChosen();
            }
        } else if (!steps.all().isEmpty()) {
            steps.select(by > 0 ? steps.all().size() - 1 : 0);
            refresh();
        }
    }

    @Override
    public void toggleStage() {
        simulated.ifPresent(shown -> steps.meant().ifPresent(step ->
                simulate(shown.question(), shown.whatIf().toggled(step.stage()))));
    }

    @Override
    public void whyNot() {
        if (search.isRunning()) {
            search.cancel();
            simulated.ifPresent(shown -> say(shown.sentence()));
            refresh();
            return;
        }
        simulated.ifPresent(shown -> {
            say(shown.question().words() + ".  Looking for the smallest change that delivers it: at most 20 s.");
            rule.hide();
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

    @Override
    public void rule() {
        if (rule.isShown()) {
            rule.hide();
        } else {
            remedy.hide();
            known().ifPresent(each -> rule.show(each, simulated.isPresent()));
        }
        refresh();
    }

    /** The rule behind the step that is meant. */
    private Optional<Rule> known() {
        return steps.meant().flatMap(step -> switches.stream()
                .filter(each -> switchName().equals(Optional.of(each.name()))).findFirst()
                .flatMap(spec -> Rule.of(spec, step)));
    }

    private Optional<String> switchName() {
        return followed.map(live -> live.from().switchName())
                .or(() -> simulated.map(shown -> shown.question().switchName()));
    }

    private Cmdlet edit(String set) {
        return Cmdlet.of("Edit-VMSwitch").with("Name", switchName().orElse("")).with("Set", List.of(set));
    }

    private void changeRule(String set, boolean inEarnest) {
        if (inEarnest) {
            source.text(edit(set)).ifPresent(this::make);
        } else {
            simulated.ifPresent(shown -> simulate(shown.question(), shown.whatIf().with(set)));
        }
    }

    /** Makes a change and shows what becomes of the packet then. */
    private void make(String line) {
        context.submit(() -> source.run(line), made -> {
            rule.hide();
            simulated.ifPresentOrElse(shown -> simulate(shown.question(), WhatIf.NONE), this::refresh);
        });
    }

    private void refresh() {
        final Optional<Simulated> shown = simulated.filter(each -> followed.isEmpty());
        final Optional<StepRow> stage = steps.meant().filter(StepRow::isExtension);
        final Optional<Cmdlet> other = shown.flatMap(each -> stage.map(step ->
                each.question().trace(each.whatIf().toggled(step.stage()))));
        final boolean out = shown.flatMap(each -> stage.map(step -> each.whatIf().without().contains(step.stage())))
                .orElse(false);
        actions.stage(stage, out, other.flatMap(source::text));
        actions.whyNot(search.isRunning(), shown.filter(each -> !each.outcome().isDelivered())
                .map(each -> each.question().remedy()).flatMap(source::text));
        actions.rule(rule.isShown(), known());
        actions.take(commandText(), taken());
        final Look look = followed.isPresent()
                ? Look.of(frames.table().selected().map(frame -> Passage.of(frame.followed())).orElse(List.of()),
                        steps.all(), steps.selected())
                : Look.of(shown.map(Simulated::passages).orElse(List.of()), steps.all(), steps.selected());
        details.show(look);
        walk.setEnabled(followed.isPresent() || !steps.all().isEmpty());
        root.layout(true, true);
        arrange();
    }

    /** What can be copied or exported, in words. */
    private Optional<String> taken() {
        final int count = frames.meant().size();
        return followed.isPresent() ? count == 0 ? Optional.empty()
                : Optional.of(frames.table().allSelected().isEmpty() ? "all frames that are listed"
                        : Figures.counted(count, "selected frame", "selected frames"))
                : simulated.map(shown -> "the packet");
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

    @Override
    public void copyCommand() {
        commandText().ifPresent(this::copy);
    }

    @Override
    public void copyText() {
        if (followed.isPresent()) {
            final List<LiveFrame> meant = frames.meant();
            context.submit(() -> {
                if (meant.size() > MOST_AS_TEXT) {
                    throw new RefusedException("found " + Figures.grouped(meant.size()) + " frames, expected at most "
                            + Figures.grouped(MOST_AS_TEXT) + " as text: select some, or export them");
                }
                return StepText.of(meant.stream().map(LiveFrame::decision).toList());
            }, this::copy);
        } else {
            simulated.flatMap(shown -> source.text(shown.question().trace(shown.whatIf())))
                    .ifPresent(line -> context.submit(() -> source.run(line), this::copy));
        }
    }

    private void copy(String text) {
        final Clipboard clipboard = new Clipboard(root.getDisplay());
        clipboard.setContents(new Object[] {text}, new Transfer[] {TextTransfer.getInstance()});
        clipboard.dispose();
    }

    @Override
    public void export() {
        final List<LiveFrame> meant = followed.isPresent() ? frames.meant() : List.of();
        final List<Passage> packet = followed.isPresent() ? List.of()
                : simulated.map(Simulated::passages).orElse(List.of());
        final FileDialog dialog = new FileDialog(root.getShell(), SWT.SAVE);
        dialog.setText("Export as pcapng");
        dialog.setFilterExtensions(new String[] {"*.pcapng"});
        dialog.setFileName("trace.pcapng");
        dialog.setOverwrite(true);
        final String file = dialog.open();
        if (file != null) {
            context.submit(() -> {
                final long count = PassageCapture.write(Path.of(file), Stream.concat(packet.stream(),
                        meant.stream().flatMap(frame -> Passage.of(frame.followed()).stream())));
                return Figures.counted(count, "packet was", "packets were") + " written to " + file + ".";
            }, this::say);
        }
    }
}
