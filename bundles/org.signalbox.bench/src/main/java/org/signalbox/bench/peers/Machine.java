package org.signalbox.bench.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where and with what a run was made. */
record Machine(LocalDate date, String processor, int cores, String kernel, List<String> versions) {

    static Machine here(final List<Peer> peers) throws IOException, InterruptedException {
        final List<String> versions = new ArrayList<>();
        for (final Peer peer : peers) {
            final String version = peer.version();
            if (!version.isEmpty()) {
                versions.add(version);
            }
        }
        versions.add(Tool.run("iperf3", "--version").lines().findFirst().orElse("").replaceAll(" \\(.*", "").strip());
        return new Machine(LocalDate.now(), processor(Files.readString(Path.of("/proc/cpuinfo"))),
                Runtime.getRuntime().availableProcessors(), Tool.run("uname", "-srm").strip(), versions);
    }

    /** The name of the first processor. */
    static String processor(final String cpuinfo) {
        return cpuinfo.lines().filter(line -> line.startsWith("model name")).map(line -> line.split(":", 2)[1].strip())
                .findFirst().orElse("a processor without a name");
    }

    /** In one sentence. */
    String sentence() {
        return date + ", " + processor + ", " + cores + (cores == 1 ? " core, " : " cores, ") + kernel + "; "
                + String.join("; ", versions);
    }

    /** As a tree for JSON. */
    Map<String, Object> tree() {
        final Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("date", date.toString());
        tree.put("processor", processor);
        tree.put("cores", (long) cores);
        tree.put("kernel", kernel);
        tree.put("versions", List.copyOf(versions));
        return tree;
    }
}
