package org.signalbox.vswitch.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;

/**
 * Open vSwitch gets the same rules as flows, and the same frames. What leaves at either port must be the same. Where
 * the two are meant to differ, the rounds go round it:
 * <ul>
 * <li>Open vSwitch finds a packet behind two VLAN tags, as it is set up here; a switch behind eight, and what has more
 * is dropped by lists that look at IP.
 * <li>It knows the protocol of no fragment of IPv6 but the first, and of nothing behind headers of mobility, HIP and
 * Shim6; here the protocol is what comes behind all of them, and for a later fragment what its fragment header
 * names.
 * <li>It hides the ports of a first fragment, unless it is told not to, as it is here.
 * <li>A packet with a broken IP header, or padded by more than 255 bytes, is there one of the address 0.0.0.0 or ::;
 * here its addresses are judged if they are there.
 * <li>It takes port 0 for that of a packet that has none, such as a later fragment; here only a port is one.
 * <li>It finds an IP packet in an 802.3 frame with a SNAP header; here such a frame is dropped by lists that look at
 * IP.
 * <li>A fragment that hides its transport header is dropped here by lists that look into packets.
 * </ul>
 */
@ExtendWith(ServiceExtension.class)
class OpenVSwitchFilteringTest {

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @Test
    void shouldPassWhatOpenVSwitchPasses() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new OpenVSwitchReferee(Files.createDirectory(folder.resolve("ovs")))) {
            new FilterRounds(replay, peer, folder, "Open vSwitch, seed " + seed)
                    .play(new FilterWorld(new Random(seed), peer));
        }
    }

    @Test
    void shouldPassOfForeignCapturesWhatOpenVSwitchPasses() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new OpenVSwitchReferee(Files.createDirectory(folder.resolve("ovs")))) {
            new FilterRounds(replay, peer, folder, "Open vSwitch, captures, seed " + seed)
                    .play(new ForeignFrames(new Random(seed), peer));
        }
    }
}
