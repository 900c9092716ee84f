package org.signalbox.extension.filtering;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Offers port access lists to every switch. */
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
        return PortAccess.compile(context, (FilteringPolicy) policy);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new AclStage();
    }
}
