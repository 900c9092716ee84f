package org.example.loadbalancer;

import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.signalbox.vswitch.extension.ForwardingStage;
import org.signalbox.vswitch.extension.StageContext;

/** Spreads flows to a virtual address over ports; everything else goes where the switch would send it. */
@Component(service = Extension.class)
public final class LoadBalancerExtension implements ForwardingExtension {
    @Override
    public Optional<Class<? extends Record>> switchPolicy() {
        return Optional.of(Balancer.class);
    }

    @Override
    public ForwardingStage create(final StageContext context) {
        return new LoadBalancerStage(context);
    }
}
