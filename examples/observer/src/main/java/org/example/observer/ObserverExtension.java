package org.example.observer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.StageContext;

/** Counts what enters and leaves, by port and protocol. */
@Component(service = {Extension.class, ObserverExtension.class})
public final class ObserverExtension implements CapturingExtension {
    private final Set<ObserverStage> stages = ConcurrentHashMap.newKeySet();

    @Override
    public CapturingStage create(final StageContext context) {
        final ObserverStage stage = new ObserverStage(context.switchName(), stages::remove);
        stages.add(stage);
        return stage;
    }

    /** What was counted so far, of each port and protocol. Any thread. */
    public List<Traffic> traffic() {
        final Map<List<Object>, Traffic> sums = new LinkedHashMap<>();
        stages.stream().flatMap(ObserverStage::traffic).forEach(each ->
                sums.merge(List.of(each.switchName(), each.portName(), each.protocol()), each, Traffic::plus));
        return List.copyOf(sums.values());
    }
}
