package org.signalbox.vswitch.itest;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.signalbox.vswitch.itest.Scene.Sent;

/** Open vSwitch with the rules as flows. */
final class OpenVSwitchReferee implements FilterReferee {
    private static final Map<String, String> PORTS = Map.of("guest", "vlan_mode=trunk", "world", "vlan_mode=trunk");

    private static final int TAGS = 2;
    private static final long A_LONG_TIME = TimeUnit.DAYS.toSeconds(2);
    /** What is remembered is so as long as in a switch, in seconds, by the idle time-out of {@link StatefulRules}. */
    private static final String TIMES = "tcp_syn_sent=30 tcp_syn_recv=30 tcp_established=60 tcp_fin_wait=60"
            + " tcp_close_wait=60 tcp_last_ack=60 tcp_time_wait=10 tcp_close=10 udp_first=60 udp_single=60"
            + " udp_multiple=60 icmp_first=60 icmp_reply=60";

    private final OpenVSwitch bridge;
    private final Map<String, Integer> taken = new HashMap<>();

    /** Starts it, or skips the test where it is not installed. */
    OpenVSwitchReferee(final Path folder) throws Exception {
        bridge = new OpenVSwitch(folder, PORTS,
                "-- set bridge br fail-mode=secure -- set open . other_config:vlan-limit=" + TAGS
                        + " -- set interface guest mtu_request=9216 -- set interface world mtu_request=9216");
        bridge.configure("--", "--id=@d", "create", "datapath", "datapath_version=0", "--", "set", "open", ".",
                "datapaths:dummy=@d");
        bridge.configure(("add-zone-tp dummy zone=0 " + TIMES).split(" "));
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
    public Map<String, List<byte[]>> judge(final FilterPolicy rules, final List<Sent> frames) throws Exception {
        bridge.flows(rules.openFlow());
        // what was remembered is over
        bridge.pass(A_LONG_TIME);
        long nowNanos = Scene.START_NANOS;
        for (final Sent sent : frames) {
            final long seconds = TimeUnit.NANOSECONDS.toSeconds(sent.timeNanos() - nowNanos);
            if (seconds > 0) {
                bridge.pass(seconds);
            }
            bridge.enter(sent.port(), sent.frame());
            nowNanos = sent.timeNanos();
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
