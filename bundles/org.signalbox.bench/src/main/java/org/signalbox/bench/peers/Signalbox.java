package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.signalbox.schema.JsonText;

/** Signalbox as it is delivered: the console with a fabric document. */
final class Signalbox implements Peer {
    private static final String FILTERING = "org.signalbox.extension.filtering";

    private final Path launcher;

    Signalbox(final Path launcher) {
        this.launcher = launcher;
    }

    @Override
    public String name() {
        return "Signalbox";
    }

    @Override
    public String version() throws IOException, InterruptedException {
        return Tool.run(launcher.toString(), "version").strip() + ", JDK " + Runtime.version();
    }

    @Override
    public boolean offers(final Link link, final Variant variant) {
        return true;
    }

    @Override
    public List<Process> start(final Lane lane, final Variant variant) throws IOException, InterruptedException {
        final Path fabric = Files.writeString(lane.folder().resolve("fabric.yaml"), JsonText.pretty(
                fabric(attachment(lane, Lane.PORT_A, lane.a(), variant),
                        attachment(lane, Lane.PORT_B, lane.b(), variant), variant)));
        return List.of(lane.bed().start(lane.folder().resolve("log"),
                Map.of("SIGNALBOX_HOME", lane.folder().resolve("home").toString()),
                lane.middle().command(launcher.toString(), "console", "--fabric", fabric.toString())));
    }

    /** Signalbox makes its tap devices where their ends are. */
    private static Map<String, Object> attachment(final Lane lane, final String port, final Netns end,
            final Variant variant) {
        final boolean offload = variant == Variant.OFFLOAD;
        return lane.link() == Link.VETH ? Map.of("packet", Map.of("interface", port, "offload", offload))
                : Map.of("tap", Map.of("interface", Lane.END, "create", true, "namespace", end.name(), "offload",
                        offload));
    }

    /** The document; JSON is YAML, too. */
    static Map<String, Object> fabric(final Map<String, Object> a, final Map<String, Object> b,
            final Variant variant) {
        final boolean guarded = variant == Variant.GUARDED;
        final Map<String, Object> bench = new LinkedHashMap<>();
        bench.put("name", "bench");
        bench.put("type", "private");
        bench.put("extensions", guarded ? List.of(FILTERING) : List.of());
        bench.put("ports", List.of(
                port("a", a, guarded, Map.of("mode", "access", "id", (long) Frames.VLAN),
                        acl("outbound", AccessList.destinations())),
                port("b", b, guarded,
                        Map.of("mode", "trunk", "allowed", List.of((long) Frames.VLAN, 20L)),
                        acl("inbound", AccessList.sources()))));
        return Map.of("switches", List.of(bench));
    }

    private static Map<String, Object> port(final String name, final Map<String, Object> attachment,
            final boolean guarded, final Map<String, Object> vlan, final List<Object> acl) {
        final Map<String, Object> port = new LinkedHashMap<>();
        port.put("name", name);
        port.put("attachment", attachment);
        if (guarded) {
            port.put("vlan", vlan);
            port.put("policies", Map.of(FILTERING, Map.of("acl", acl)));
        }
        return port;
    }

    private static List<Object> acl(final String direction, final List<AccessList.Entry> entries) {
        final List<Object> acl = new ArrayList<>();
        for (final AccessList.Entry entry : entries) {
            acl.add(Map.of("action", entry.allow() ? "allow" : "deny", "direction", direction, "remote",
                    entry.prefix()));
        }
        return acl;
    }
}
