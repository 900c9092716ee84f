package org.signalbox.vswitch.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.PortStep;

/** What stages are told when a switch becomes another: of its policy, and of the ports that come, change and go. */
final class PortNews {
    private final SwitchSpec before;
    private final SwitchSpec after;
    private final PortTable old;
    private final PortTable table;
    private final List<Port> gone;

    /**
     * @param old   the ports of the spec before
     * @param table those of the spec after
     */
    PortNews(final SwitchSpec before, final PortTable old, final SwitchSpec after, final PortTable table) {
        this.before = before;
        this.after = after;
        this.old = old;
        this.table = table;
        this.gone = old.ports().stream().filter(port -> table.port(port.name()) == null).toList();
    }

    /** The ports that go. */
    List<Port> gone() {
        return gone;
    }

    /**
     * Tasks that tell an extension's stages, in order; policies are compiled now.
     *
     * @param leaving links that go
     * @param added   called in the tasks once the stages know of a port that is new
     */
    List<Runnable> of(final EnabledExtension extension, final List<PortLink> leaving,
            final Consumer<EnabledExtension> added) {
        final List<Runnable> tasks = new ArrayList<>();
        leaving.forEach(link -> tasks.add(() -> leaves(extension, link)));
        gone.forEach(port -> tasks.add(() -> goes(extension, port)));
        policy(extension, tasks);
        changes(extension, tasks, added);
        return tasks;
    }

    private void policy(final EnabledExtension extension, final List<Runnable> tasks) {
        if (extension.hasSwitchPolicy() && !Objects.equals(before.policies().get(extension.id()),
                after.policies().get(extension.id()))) {
            final Object policy = extension.compile(after);
            tasks.add(() -> extension.switchPolicyChanged(policy));
        }
    }

    private void changes(final EnabledExtension extension, final List<Runnable> tasks,
            final Consumer<EnabledExtension> added) {
        for (final Port port : table.ports()) {
            final Port was = old.port(port.name());
            if (was == null || !was.spec().mac().equals(port.spec().mac()) || !Objects.equals(
                    was.spec().policies().get(extension.id()), port.spec().policies().get(extension.id()))) {
                final Object policy = extension.compile(port);
                tasks.add(() -> {
                    if (was == null) {
                        extension.portStep(port, PortStep.CREATE_PORT);
                    }
                    extension.portChanged(port, policy);
                    if (was == null) {
                        added.accept(extension);
                    }
                });
            }
        }
    }

    /** In a task: a port's NIC goes. */
    static void leaves(final EnabledExtension extension, final PortLink link) {
        if (link.isConnected()) {
            extension.portStep(link.port(), PortStep.DISCONNECT_NIC);
        }
        if (link.kind().isPresent()) {
            extension.portStep(link.port(), PortStep.DELETE_NIC);
        }
    }

    private static void goes(final EnabledExtension extension, final Port port) {
        extension.portStep(port, PortStep.TEARDOWN_PORT);
        extension.portStep(port, PortStep.DELETE_PORT);
        extension.portRemoved(port);
    }
}
