package org.example.protocolfilter;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;
import org.signalbox.frame.EtherType;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** Drops what stations send of EtherTypes and IP protocols that policies deny. */
@Component(service = Extension.class)
public final class ProtocolFilterExtension implements FilteringExtension {
    private static final String UPLINK = "uplink";

    @Override
    public boolean isStateless() {
        return true;
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy() {
        return Optional.of(PortRules.class);
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy() {
        return Optional.of(SwitchRules.class);
    }

    @Override
    public Map<String, Object> upgradePolicy(final Class<? extends Record> type, final int version,
            final Map<String, Object> policy) {
        if (type == PortRules.class && version == 1 && policy.get("etherTypes") instanceof List<?> types) {
            return Map.of("deny", types.stream().map(each -> Map.of("etherType", each)).toList());
        }
        return policy;
    }

    @Override
    public Optional<String> refuse(final String switchName, final StagePort port, final Record policy) {
        return port.name().startsWith(UPLINK)
                && ((PortRules) policy).deny().stream().anyMatch(each -> each.etherType() == EtherType.ARP)
                        ? Optional.of("without ARP nobody behind an uplink is found") : Optional.empty();
    }

    @Override
    public Object compile(final StageContext context, final StagePort port, final Record policy) {
        return RuleSet.of(context, "deny", ((PortRules) policy).deny(), List.of());
    }

    @Override
    public Object compile(final StageContext context, final Record policy) {
        final SwitchRules rules = (SwitchRules) policy;
        return RuleSet.of(context, "switch.deny", rules.deny(), rules.except());
    }

    @Override
    public FilteringStage create(final StageContext context) {
        return new ProtocolFilterStage();
    }
}
