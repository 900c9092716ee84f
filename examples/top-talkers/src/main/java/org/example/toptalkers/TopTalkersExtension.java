package org.example.toptalkers;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.CapturingStage;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.StageContext;

/** Knows which stations send most. */
@Component(service = {Extension.class, TopTalkersExtension.class})
public final class TopTalkersExtension implements CapturingExtension {
    private final Set<TopTalkersStage> stages = ConcurrentHashMap.newKeySet();

    @Override
    public CapturingStage create(final StageContext context) {
        final TopTalkersStage stage = new TopTalkersStage(context.switchName(), stages::remove);
        stages.add(stage);
        return stage;
    }

    /** The stations of all switches, those that sent most first. Any thread. */
    public List<Talker> talkers() {
        final Map<String, Talker> sums = new TreeMap<>();
        stages.stream().map(TopTalkersStage::talkers).flatMap(List::stream).forEach(each ->
                sums.merge(each.switchName() + "\t" + each.station(), each, Talker::plus));
        return sums.values().stream().sorted(Comparator.comparingLong(Talker::bytes).reversed()).toList();
    }
}
