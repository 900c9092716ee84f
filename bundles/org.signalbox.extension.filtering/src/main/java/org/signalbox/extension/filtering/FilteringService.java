package org.signalbox.extension.filtering;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/**
 * Offers port access lists, extended ones and guards to every switch. It is stateless but for stateful entries: of frames
 * that those may cover the stages say {@link org.signalbox.vswitch.extension.FrameBatch#askAgain}.
 */
@Component(service = Extension.class)
public final class FilteringService implements FilteringExtension {

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(FilteringPolicy.class);
    }

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Object compile(final StageContext context, final StagePort port, final Record policy) {
        return PortFilter.compile(context, port, (FilteringPolicy) policy);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new FilterStage();
    }
}
