package org.signalbox.attachment.linux;

import java.util.Optional;

import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Key;
import org.signalbox.schema.Pattern;

/** What may stand under {@code attachment: { packet: ... }}. */
@Doc("An interface of Linux that is there already, through a packet socket (AF_PACKET).")
public record PacketSettings(
        @Doc("Name of the interface.") @Key("interface") @Pattern(value = NAME, means = NAME_MEANS) String name,
        @Doc("Whether the switch may leave checksums and the cutting of TCP and UDP into segments to the interface.")
        @Default("true") boolean offload,
        @Doc("Network namespace that the interface is in: a name that 'ip netns' knows, or the absolute path of a "
                + "file such as /proc/PID/ns/net. Without it, that of the process.")
        @Pattern(value = NAMESPACE, means = NAMESPACE_MEANS) Optional<String> namespace) {
    static final String NAME = "[!-.0-9;-~]{1,15}";
    static final String NAME_MEANS = "the name of an interface such as eth0, 1 to 15 characters";
    static final String NAMESPACE = "[^/]+|/.+";
    static final String NAMESPACE_MEANS = "a name such as blue, or an absolute path";
}
