package org.example.protocolfilter;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.FrameBatch;
import org.signalbox.vswitch.extension.IngressActions;
import org.signalbox.vswitch.extension.StagePort;

/** The rules of one switch and its ports. */
final class ProtocolFilterStage implements FilteringStage {
    private final Map<Integer, String> names = new HashMap<>();
    private RuleSet switchRules = RuleSet.EMPTY;
    // by index of the port: its own rules, and those of the switch as far as they hold for it
    private RuleSet[] own = {};
    private RuleSet[] common = {};

    @Override
    public void switchPolicyChanged(final Object policy) {
        switchRules = policy == null ? RuleSet.EMPTY : (RuleSet) policy;
        names.forEach(this::share);
    }

    @Override
    public void portChanged(final StagePort port, final Object policy) {
        final int index = port.index();
        if (index >= own.length) {
            own = Arrays.copyOf(own, index + 1);
            common = Arrays.copyOf(common, index + 1);
        }
        own[index] = policy == null ? RuleSet.EMPTY : (RuleSet) policy;
        names.put(index, port.name());
        share(index, port.name());
    }

    private void share(final int index, final String name) {
        common[index] = switchRules.holdsFor(name) ? switchRules : RuleSet.EMPTY;
    }

    @Override
    public void portRemoved(final StagePort port) {
        names.remove(port.index());
    }

    @Override
    public void ingress(final FrameBatch frames, final IngressActions actions) {
        for (int k = 0; k < frames.live(); k++) {
            final int frame = frames.frame(k);
            final int port = frames.sourcePort(frame);
            // what an extension made without a source port is trusted
            if (port != FrameBatch.NO_PORT) {
                final int verdict = own[port].verdict(frames, frame);
                actions.judge(frame, verdict != RuleSet.PASS ? verdict : common[port].verdict(frames, frame));
            }
        }
    }
}
