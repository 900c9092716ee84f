package org.signalbox.vswitch.itest;

import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.face.Face;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/**
 * The kernel's nftables get the same rules in their words, and the same frames, which come in at a cable's end and
 * go out at another's. What passes must be the same. Where the two are meant to differ, the rounds go round it:
 * <ul>
 * <li>The kernel finds a packet behind one VLAN tag; here it is found behind further ones, too.
 * <li>It finds none behind more, or in an 802.3 frame with a SNAP header, and lets it pass; here guards, and lists that
 * look at IP, drop what hides a packet so.
 * <li>It takes an authentication header of IPv6 for the transport protocol, as it does not those of mobility, HIP
 * and Shim6; here the protocol is what comes behind all of them.
 * <li>At the hook of a device it reads ports in every fragment, from whatever bytes stand there; here only the first
 * has some. The rules in its words say so.
 * <li>A packet with a broken IP header has no protocol there; here its addresses are judged if they are there. In a
 * TCP or UDP header that is cut it finds the ports, here there are none then.
 * <li>A fragment that hides its transport header, and an IPv6 packet whose chain of headers cannot be followed, is
 * dropped here by lists that look into packets, and by guards. There it matches no rule about protocol or ports.
 * <li>The guards here also drop what goes to a DHCP client's port from a port that is no server's, and the fragments
 * of server messages.
 * </ul>
 */
@ExtendWith(ServiceExtension.class)
class NftablesFilteringTest {
    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @InjectService(filter = "(" + AttachmentProvider.KIND + "=packet)", timeout = 10_000)
    AttachmentProvider packets;

    @Test
    void shouldPassWhatNftablesPasses() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new Nftables(folder, packets)) {
            new FilterRounds(replay, peer, folder, "nftables, seed " + seed)
                    .play(new FilterWorld(new Random(seed), peer));
        }
    }

    @Test
    void shouldPassOfForeignCapturesWhatNftablesPasses() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new Nftables(folder, packets)) {
            new FilterRounds(replay, peer, folder, "nftables, captures, seed " + seed)
                    .play(new ForeignFrames(new Random(seed), peer));
        }
    }

    @Test
    void shouldGuardWhatNftablesGuards() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new Nftables(folder, packets)) {
            new FilterRounds(replay, peer, folder, "nftables, guards, seed " + seed).playGuards(new Random(seed));
        }
    }
}
