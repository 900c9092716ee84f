package org.example.tarpit;

import java.util.BitSet;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Accepts connections in the place of those who are scanned, and never lets a byte of data through. */
// isStateless() stays false: whether there is room for an answer depends on the frames beside it
@Component(service = Extension.class)
public final class TarpitExtension implements FilteringExtension {
    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Pit.class);
    }

    @Override
    public Object compile(final StageContext context, final StagePort port, final Record policy) {
        final BitSet ports = new BitSet();
        ((Pit) policy).tcpPorts().forEach(ports::set);
        return ports;
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new TarpitStage(context);
    }
}
