package org.signalbox.workbench.policies;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.policies.Snapshot.Policies;
import org.signalbox.workbench.policy.EditorContext;
import org.signalbox.workbench.policy.PolicyEditor;
import org.signalbox.workbench.policy.PolicyForm;
import org.signalbox.workbench.policy.PolicyOffers.Offer;
import org.signalbox.workbench.policy.PortPolicy;

/** Where one policy is edited: by the editor that was made for it, or by the form that its record gives. */
final class Bench implements EditorContext {

    private final Composite place;
    private final ViewContext context;
    private final Supplier<Commands> commands;
    private final String extension;
    private final Optional<PolicyEditor> editor;
    private final Runner shows;
    private int question;

    /** Shows a policy. */
    private interface Runner {
        void show(Policies policies, Offer offer);
    }

    Bench(Composite room, ViewContext context, Supplier<Commands> commands, String extension,
            Optional<PolicyEditor> editor) {
        this.context = context;
        this.commands = commands;
        this.extension = extension;
        this.editor = editor;
        place = new Composite(room, SWT.NONE);
        place.setLayout(new FillLayout());
        theme().paint(place, Token.SURFACE, Token.TEXT);
        shows = editor.map(this::made).orElseGet(this::generated);
    }

    private Runner made(PolicyEditor own) {
        final PolicyEditor.Panel panel = own.create(place, this);
        return (policies, offer) -> panel.show(new PortPolicy(policies.port().switchName(), policies.port().port(),
                offer, policies.counts().stream().filter(count -> count.extension().equals(extension)).toList()));
    }

    private Runner generated() {
        final ScrolledComposite scroller = new ScrolledComposite(place, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        theme().paint(scroller, Token.SURFACE, Token.TEXT);
        final Composite content = new Composite(scroller, SWT.NONE);
        final GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        content.setLayout(layout);
        theme().paint(content, Token.SURFACE, Token.TEXT);
        scroller.setContent(content);
        final Runnable measure = () -> {
            content.layout(true, true);
            final Point size = content.computeSize(Math.max(1, scroller.getClientArea().width), SWT.DEFAULT);
            scroller.setMinHeight(size.y);
        };
        scroller.addListener(SWT.Resize, event -> measure.run());
        final PolicyForm form = new PolicyForm(content, context, commands, measure);
        return (policies, offer) -> form.show(policies.offers(), offer);
    }

    /** Whether it edits the policy of an extension with this editor, or with the form. */
    boolean isFor(String other, Optional<PolicyEditor> own) {
        return extension.equals(other) && editor.equals(own);
    }

    void show(Policies policies, Offer offer) {
        shows.show(policies, offer);
    }

    void dispose() {
        place.dispose();
    }

    @Override
    public Theme theme() {
        return context.theme();
    }

    @Override
    public Optional<String> text(Cmdlet change) {
        return Optional.ofNullable(commands.get()).flatMap(change::text);
    }

    @Override
    public void check(Cmdlet change, Consumer<String> refusal) {
        final int asked = ++question;
        final Commands known = commands.get();
        Thread.ofVirtual().name("check " + extension).start(() -> {
            final String sentence = refusal(known, change);
            if (!place.isDisposed()) {
                place.getDisplay().asyncExec(() -> {
                    if (!place.isDisposed() && asked == question) {
                        refusal.accept(sentence);
                    }
                });
            }
        });
    }

    private static String refusal(Commands known, Cmdlet change) {
        if (known == null) {
            return "The fabric is not running.";
        }
        try {
            change.whatIf(known);
            return "";
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }

    @Override
    public void run(Cmdlet change, Runnable done) {
        final Commands known = commands.get();
        if (known == null) {
            context.report("Nothing was changed: the fabric is not running.");
        } else {
            submit(() -> change.run(known), result -> done.run());
        }
    }

    @Override
    public <T> void submit(Callable<T> work, Consumer<? super T> done) {
        context.submit(work, result -> {
            if (!place.isDisposed()) {
                done.accept(result);
            }
        });
    }
}
