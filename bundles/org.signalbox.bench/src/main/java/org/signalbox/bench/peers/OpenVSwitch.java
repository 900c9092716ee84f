package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Open vSwitch with its datapath in userspace; each has a database and a daemon of its own. */
final class OpenVSwitch implements Peer {
    private static final String SCHEMA = "/usr/share/openvswitch/vswitch.ovsschema";
    private static final String BRIDGE = "br0";
    private static final int TRIES = 100;
    private static final int TRY_MILLIS = 50;
    private static final int PATIENCE_SECONDS = 15;

    @Override
    public String name() {
        return "Open vSwitch";
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return Tool.run("ovs-vswitchd", "--version").lines().findFirst().orElse("").strip();
    }

    @Override
    public boolean offers(final Link link, final Variant variant) {
        return true;
    }

    @Override
    public List<Process> start(final Lane lane, final Variant variant) throws IOException, InterruptedException {
        final Path folder = lane.folder();
        final Map<String, String> places = Map.of("OVS_RUNDIR", folder.toString(), "OVS_LOGDIR", folder.toString(),
                "OVS_DBDIR", folder.toString(), "OVS_SYSCONFDIR", folder.toString());
        final String file = folder.resolve("conf.db").toString();
        final Path socket = folder.resolve("db.sock");
        final Path log = folder.resolve("log");
        Tool.run("ovsdb-tool", "create", file, SCHEMA);
        lane.bed().start(log, places, lane.middle().command("ovsdb-server", file, "--remote=punix:" + socket,
                "--unixctl=" + folder.resolve("db.ctl")));
        for (int i = 0; i < TRIES && !Files.exists(socket); i++) {
            Thread.sleep(TRY_MILLIS);
        }
        final List<String> configure = new ArrayList<>(List.of("ovs-vsctl", "--db=unix:" + socket));
        final List<String> first = new ArrayList<>(configure);
        first.addAll(List.of("--no-wait", "init", "--", "set", "Open_vSwitch", ".",
                "other_config:userspace-tso-enable=" + (variant == Variant.OFFLOAD)));
        Tool.run(first.toArray(String[]::new));
        final Process daemon = lane.bed().start(log, places, lane.middle().command("ovs-vswitchd", "unix:" + socket,
                "--unixctl=" + folder.resolve("vswitchd.ctl")));
        configure.addAll(List.of("--timeout=" + PATIENCE_SECONDS, "add-br", BRIDGE, "--", "set", "bridge", BRIDGE,
                "datapath_type=netdev"));
        configure.addAll(port(Lane.PORT_A, 1, lane.link(), variant, "tag=" + Frames.VLAN));
        configure.addAll(port(Lane.PORT_B, 2, lane.link(), variant, "trunks=" + Frames.VLAN + ",20"));
        Tool.run(configure.toArray(String[]::new));
        if (variant == Variant.GUARDED) {
            final Path flows = Files.write(folder.resolve("flows"), flows());
            for (final List<String> change : List.of(List.of("del-flows", BRIDGE),
                    List.of("add-flows", BRIDGE, flows.toString()))) {
                final List<String> words = new ArrayList<>(List.of("ovs-ofctl", "--protocols=OpenFlow13"));
                words.addAll(change);
                Tool.run(places, PATIENCE_SECONDS, words);
            }
        }
        return List.of(daemon);
    }

    private static List<String> port(final String name, final int number, final Link link, final Variant variant,
            final String vlan) {
        final List<String> words = new ArrayList<>(List.of("--", "add-port", BRIDGE, name));
        if (variant == Variant.GUARDED) {
            words.add(vlan);
        }
        words.addAll(List.of("--", "set", "interface", name, "type=" + (link == Link.TAP ? "tap" : "system"),
                "ofport_request=" + number));
        return words;
    }

    /**
     * The {@link AccessList} as flows: a table of destinations, then one of sources. With two ports, what comes in at
     * one is what goes out at the other.
     */
    static List<String> flows() {
        final List<String> flows = new ArrayList<>();
        for (final AccessList.Entry entry : AccessList.destinations()) {
            flows.add(flow(0, "nw_dst", entry, "resubmit(,1)"));
        }
        for (final AccessList.Entry entry : AccessList.sources()) {
            flows.add(flow(1, "nw_src", entry, "normal"));
        }
        flows.add("table=0,priority=0,actions=resubmit(,1)");
        flows.add("table=1,priority=0,actions=normal");
        return flows;
    }

    private static String flow(final int table, final String field, final AccessList.Entry entry, final String pass) {
        return "table=" + table + ",priority=" + entry.length() + ",in_port=1,ip," + field + "=" + entry.prefix()
                + ",actions=" + (entry.allow() ? pass : "drop");
    }
}
