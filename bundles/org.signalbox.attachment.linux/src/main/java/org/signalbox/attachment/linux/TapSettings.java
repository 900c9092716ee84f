package org.signalbox.attachment.linux;

import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Key;
import org.signalbox.schema.Pattern;

/** What may stand under {@code attachment: { tap: ... }}. */
@Doc("A TAP device of Linux: an interface of the host, whose other end is the port.")
public record TapSettings(
        @Doc("Name of the TAP device.") @Key("interface")
        @Pattern(value = PacketSettings.NAME, means = PacketSettings.NAME_MEANS) String name,
        @Doc("Whether the device is made, and set up, when it is not there; it goes with the port.")
        @Default("false") boolean create,
        @Doc("Whether the host may leave checksums and the cutting of TCP and UDP into segments to the switch, and the "
                + "switch to the host.")
        @Default("true") boolean offload,
        @Doc("Network namespace that the device is in: a name that 'ip netns' knows, or the absolute path of a file "
                + "such as /proc/PID/ns/net. Without it, that of the process.")
        @Pattern(value = PacketSettings.NAMESPACE, means = PacketSettings.NAMESPACE_MEANS)
        Optional<String> namespace) {
}
