package org.example.meter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;

/** Counts the traffic of ports by the prefixes that their policies name. */
@Component(service = {Extension.class, MeterExtension.class})
public final class MeterExtension implements FilteringExtension {
    private final Set<MeterStage> stages = ConcurrentHashMap.newKeySet();

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(Metered.class);
    }

    @Override
    public FilteringStage create(final StageContext context) {
        final MeterStage stage = new MeterStage(context.switchName(), stages::remove);
        stages.add(stage);
        return stage;
    }

    /** What was counted so far, of all workers together, by switch, port and prefix. Any thread. */
    public List<Reading> readings() {
        final Map<String, Reading> sums = new TreeMap<>();
        stages.stream().flatMap(MeterStage::readings).forEach(each -> sums.merge(
                each.switchName() + "\t" + each.portName() + "\t" + each.prefix(), each, Reading::plus));
        return List.copyOf(sums.values());
    }
}
