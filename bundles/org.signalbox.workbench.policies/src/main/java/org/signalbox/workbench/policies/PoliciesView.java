package org.signalbox.workbench.policies;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.signalbox.command.Commands;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewContext;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.ViewPlace.Area;
import org.signalbox.workbench.policy.PolicyEditor;

/**
 * The policies of ports, each with the editor that a bundle brings for it or the form that its record gives. Editors
 * come and go on any thread; one that goes is off the screen before its bundle stops.
 */
@Component
@ViewPlace(id = "policies", title = "Port policies", icon = "icons/policies.svg", help = "help/policies.md",
        area = Area.MAIN, order = 30)
public final class PoliciesView implements View {

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile VirtualSwitches switches;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile Commands commands;

    private final List<PolicyEditor> editors = new CopyOnWriteArrayList<>();
    private final List<Window> windows = new CopyOnWriteArrayList<>();

    /** A panel on a screen. */
    private record Window(Display display, PoliciesPanel panel) {

        void hold() {
            if (!panel.control().isDisposed()) {
                panel.hold();
            }
        }
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void addEditor(PolicyEditor editor) {
        editors.add(editor);
        windows.forEach(each -> {
            if (!each.display().isDisposed()) {
                each.display().asyncExec(each::hold);
            }
        });
    }

    void removeEditor(PolicyEditor editor) {
        editors.remove(editor);
        windows.forEach(each -> {
            if (!each.display().isDisposed()) {
                each.display().syncExec(each::hold);
            }
        });
    }

    @Override
    public Control create(Composite parent, ViewContext context) {
        final AtomicReference<Optional<PortName>> chosen = new AtomicReference<>(Optional.empty());
        final Runnable[] sample = new Runnable[1];
        final PoliciesPanel panel = new PoliciesPanel(parent, context, () -> commands, () -> editors, port -> {
            chosen.set(Optional.of(port));
            sample[0].run();
        });
        // a sample of the port that was chosen before says nothing of this one
        final Consumer<Snapshot> show = now -> {
            if (now.policies().isEmpty() || now.policies().map(Snapshot.Policies::port).equals(chosen.get())) {
                panel.show(now);
            }
        };
        sample[0] = () -> context.submit(() -> sample(chosen.get()), show);
        final Window window = new Window(parent.getDisplay(), panel);
        windows.add(window);
        panel.control().addDisposeListener(event -> windows.remove(window));
        context.watch(() -> sample(chosen.get()), show);
        return panel.control();
    }

    private Snapshot sample(Optional<PortName> chosen) {
        final VirtualSwitches engine = switches;
        return engine == null ? Snapshot.NONE : Snapshot.of(engine, chosen);
    }
}
