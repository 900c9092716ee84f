package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.extension.PortStep;

/**
 * An extension enabled on a switch: one stage for each worker, and what they have in common. When one of them fails, no
 * frame passes through any of them again.
 */
final class EnabledExtension {
    private final InstalledExtension extension;
    private final AtomicReference<String> fault = new AtomicReference<>();
    private final List<EnabledStage> stages;
    private final long formerFrames;
    private final long formerDrops;

    /**
     * Makes the extension's stages and tells them of all ports.
     *
     * @param former what this takes the place of on the same switch, or null
     */
    EnabledExtension(final InstalledExtension extension, final String switchName, final DropReasons reasons,
            final FaultLog log, final List<Port> ports, final int workers, final EnabledExtension former) {
        this.extension = extension;
        this.stages = IntStream.range(0, workers)
                .mapToObj(_ -> new EnabledStage(extension, switchName, reasons, log, fault)).toList();
        this.formerFrames = former == null ? 0 : former.frames();
        this.formerDrops = former == null ? 0 : former.drops();
        for (final Port port : ports) {
            portChanged(port, compile(port));
        }
    }

    InstalledExtension extension() {
        return extension;
    }

    String id() {
        return extension.id();
    }

    ExtensionKind kind() {
        return extension.kind();
    }

    /** Why no frame passes through it; null while frames do. */
    String fault() {
        return fault.get();
    }

    /** Frames it was handed; read where no worker is in a batch. */
    long frames() {
        return formerFrames + stages.stream().mapToLong(EnabledStage::frames).sum();
    }

    /** Frames it dropped; read where no worker is in a batch. */
    long drops() {
        return formerDrops + stages.stream().mapToLong(EnabledStage::drops).sum();
    }

    EnabledStage stage(final int worker) {
        return stages.get(worker);
    }

    /** The stages of one worker. */
    static List<EnabledStage> stages(final Stream<EnabledExtension> extensions, final int worker) {
        return extensions.map(each -> each.stage(worker)).toList();
    }

    /** What the stages are to be told of a port; null when it has no policy there. Away from the hot path. */
    Object compile(final Port port) {
        return stages.getFirst().compile(port);
    }

    void portChanged(final Port port, final Object policy) {
        stages.forEach(stage -> stage.portChanged(port, policy));
    }

    void portStep(final Port port, final PortStep step) {
        stages.forEach(stage -> stage.portStep(port, step));
    }

    void portRemoved(final Port port) {
        stages.forEach(stage -> stage.portRemoved(port));
    }

    /** No batch follows. */
    void close() {
        stages.forEach(EnabledStage::close);
    }
}
