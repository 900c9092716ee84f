package org.signalbox.practices;

import java.util.List;

import org.signalbox.practice.Practice;

/** The practices that come with the product. */
final class All {
    static final List<Practice> PRACTICES = List.of(new TenantGuards(), new MacSpoofing(), new LearningLimit(),
            new UplinkStorm(), new TeamOfOne(), new MirrorEnds(), new ShadowedEntry(), new AllowWithoutDeny(),
            new EnabledExtensions(), new MandatoryExtensions(), new FilteringFailsClosed(), new ForwardingTableAgeing(),
            new ExternalWithoutUplink(), new TrunkAllowsEverything(), new VlanOnUplink(), new UplinksShareVlans(),
            new PrivateVlanReach());

    private All() {
    }
}
