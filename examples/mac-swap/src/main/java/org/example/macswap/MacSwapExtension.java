package org.example.macswap;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;

/** Sends frames to the address of a {@link Loopback} back to where they came from. */
// isStateless() stays false: whether there is room for an answer depends on the frames beside it
@Component(service = Extension.class)
public final class MacSwapExtension implements FilteringExtension {
    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Loopback.class);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new MacSwapStage(context);
    }
}
