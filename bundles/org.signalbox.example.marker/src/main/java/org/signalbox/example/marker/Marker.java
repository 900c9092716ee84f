package org.signalbox.example.marker;

import java.util.Arrays;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Writes one byte into every frame that enters at a port with a policy. A first extension to copy: a service, a policy,
 * and a stage that walks batches.
 */
@Component(service = Extension.class)
public final class Marker implements FilteringExtension {
    /**
     * What to write at a port; the keys under {@code policies: {org.signalbox.example.marker: ...}}.
     *
     * @param offset of the byte, counted from the destination address; shorter frames stay as they are
     * @param value  what is written there
     */
    public record Mark(
            @Doc("Offset of the byte in the frame.") @Range(min = 0, max = 65_535) int offset,
            @Doc("What is written there.") @Range(min = 0, max = 255) int value) {
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Mark.class);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new MarkerStage();
    }

    /** The marks of one switch. */
    private static final class MarkerStage implements FilteringStage {
        private Mark[] marks = {};

        @Override
        public void portChanged(final StagePort port, final Object policy) {
            if (port.index() >= marks.length) {
                marks = Arrays.copyOf(marks, port.index() + 1);
            }
            marks[port.index()] = (Mark) policy;
        }

        @Override
        public void portRemoved(final StagePort port) {
            marks[port.index()] = null;
        }

        @Override
        public void ingress(final FrameBatch frames, final IngressActions actions) {
            for (int k = 0; k < frames.live(); k++) {
                final int frame = frames.frame(k);
                final int port = frames.sourcePort(frame);
                final Mark mark = port == FrameBatch.NO_PORT ? null : marks[port];
                if (mark != null && mark.offset() < frames.length(frame)) {
                    actions.setU8(frame, mark.offset(), mark.value());
                }
            }
        }
    }
}
