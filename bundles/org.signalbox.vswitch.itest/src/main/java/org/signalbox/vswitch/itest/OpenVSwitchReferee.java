package org.signalbox.vswitch.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.vswitch.itest.Scene.Sent;

/** Open vSwitch with the rules as flows. */
final class OpenVSwitchReferee implements FilterReferee {
    private static final Map<String, String> PORTS = Map.of("guest", "vlan_mode=trunk", "world", "vlan_mode=trunk");

    private static final int TAGS = 2;

    private final OpenVSwitch bridge;
    private final Map<String, Integer> taken = new HashMap<>();

    /** Starts it, or skips the test where it is not installed. */
    OpenVSwitchReferee(final Path folder) throws Exception {
        bridge = new OpenVSwitch(folder, PORTS,
                "-- set bridge br fail-mode=secure -- set open . other_config:vlan-limit=" + TAGS
                        + " -- set interface guest mtu_request=9216 -- set interface world mtu_request=9216");
        // else it hides the ports of a first fragment
        bridge.control("set-frags", "nx-match");
    }

    @Override
    public int tags() {
        return TAGS;
    }

    @Override
    public boolean knowsLaterFragments() {
        return false;
    }

    @Override
    public boolean looksBehindAuthentication() {
        return true;
    }

    @Override
    public Map<String, List<byte[]>> judge(final FilterRules rules, final List<Sent> frames) throws Exception {
        bridge.flows(rules.openFlow());
        for (final Sent sent : frames) {
            bridge.enter(sent.port(), sent.frame());
        }
        bridge.settle();
        final Map<String, List<byte[]>> left = new HashMap<>();
        for (final String port : PORTS.keySet()) {
            final List<byte[]> all = Scene.read(bridge.capture(port));
            left.put(port, all.subList(taken.getOrDefault(port, 0), all.size()));
            taken.put(port, all.size());
        }
        return left;
    }

    @Override
    public void close() {
        bridge.close();
    }
}
