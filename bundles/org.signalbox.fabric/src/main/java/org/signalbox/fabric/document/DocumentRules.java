package org.signalbox.fabric.document;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

import org.signalbox.command.FabricDocument;
import org.signalbox.command.HostSpec;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Path;
import org.signalbox.schema.SchemaException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.SwitchSpec;

/** What makes sense in a document beyond its schema, as far as the document alone can tell. */
public final class DocumentRules {

    private DocumentRules() {
    }

    /** @throws SchemaException for the first value that makes no sense; its path goes by positions */
    public static void check(FabricDocument document) {
        unique(document.hosts(), HostSpec::name, Path.ROOT.key("hosts"), "host");
        unique(document.switches(), SwitchSpec::name, Path.ROOT.key("switches"), "switch");
        for (int i = 0; i < document.hosts().size(); i++) {
            unique(document.hosts().get(i).switches(), SwitchSpec::name,
                    Path.ROOT.key("hosts").index(i).key("switches"), "switch");
        }
        PlacedSwitch.of(document).forEach(placed -> check(placed.spec(), placed.path()));
    }

    private static void check(SwitchSpec spec, Path path) {
        unique(spec.ports(), PortSpec::name, path.key("ports"), "port");
        checkExtensions(spec.extensions(), path.key("extensions"));
        checkAddresses(spec.ports(), path.key("ports"));
        new PrivateVlanRules().check(spec.ports(), path.key("ports"));
    }

    private static <T> void unique(List<T> all, Function<T, String> name, Path path, String kind) {
        final Set<String> names = new HashSet<>();
        for (int i = 0; i < all.size(); i++) {
            final String each = name.apply(all.get(i));
            if (!names.add(each)) {
                throw new SchemaException(path.index(i).key("name"), "a second " + kind + " '" + each + "'",
                        "a name of its own for each " + kind);
            }
        }
    }

    private static void checkExtensions(List<String> extensions, Path path) {
        final Set<String> names = new HashSet<>();
        for (int i = 0; i < extensions.size(); i++) {
            if (!names.add(extensions.get(i))) {
                throw new SchemaException(path.index(i), SchemaException.describe(extensions.get(i)) + " a second time",
                        "each extension once");
            }
        }
    }

    /**
     * Microsoft, "Set-VMNetworkAdapter -StaticMacAddress": a unicast address; two NICs of one segment never share
     * one.
     */
    private static void checkAddresses(List<PortSpec> ports, Path path) {
        final Map<MacAddress, String> owners = new HashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            final PortSpec port = ports.get(i);
            final Path place = path.index(i).key("mac");
            port.mac().ifPresent(mac -> {
                if (mac.isMulticast() || mac.value() == 0) {
                    throw new SchemaException(place, mac.toString(), "the address of a single station");
                }
                final String owner = owners.putIfAbsent(mac, port.name());
                if (owner != null) {
                    throw new SchemaException(place, mac + ", which port '" + owner + "' has already",
                            "an address of its own for each port of a switch");
                }
            });
        }
    }
}
