package org.signalbox.workbench.help;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A fabric to look around in.
 *
 * @param path of its document
 * @param promise what one gets, in a line
 */
record Sample(String title, String path, String promise) {

    /** The samples of the product, which lie beside the demo lab; none where there is no demo lab. */
    static List<Sample> beside(Optional<String> lab) {
        return lab.map(path -> List.of(
                new Sample("Demo lab", path,
                        "Two switches with eleven guests that talk: all can be tried, and nothing leaves the process."),
                new Sample("Tenant cloud", sibling(path, "tenant-cloud.yaml"),
                        "Four hosts, tenants kept apart by VLANs, a private VLAN and filtering."),
                new Sample("Large fabric", sibling(path, "large-fabric.yaml"),
                        "63 hosts with 4,000 machines: takes some seconds to open.")))
                .orElse(List.of());
    }

    private static String sibling(String path, String name) {
        return Path.of(path).resolveSibling(name).toString();
    }
}
