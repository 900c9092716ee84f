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
import org.signalbox.vswitch.attachment.AttachmentProvider;

/**
 * Two trackers of connections judge stateful entries: that of Open vSwitch, on a clock that the test moves, and the
 * kernel's. Conversations begin, go on, end or are left alone, with minutes between; what passes must be the same.
 * Where the peers are meant to differ, they are set up to agree, or the conversations go round it:
 * <ul>
 * <li>An established connection of TCP is remembered for days there, here for the entry's idle time-out, as in
 * Windows; Open vSwitch is given our time-outs, and with the kernel no time passes.
 * <li>Both look at sequence numbers, and take a segment outside of the window for invalid; here they are not looked
 * at. The sequence numbers of the conversations are right.
 * <li>Both take a segment in the middle of an unknown connection for the first of a new one; here only a SYN begins
 * one. The rules in their words say so.
 * <li>They put fragments together before they look; here a fragment is of no flow. None is in the conversations.
 * </ul>
 */
@ExtendWith(ServiceExtension.class)
class ConnectionTrackersTest {

    @TempDir
    private Path folder;

    @InjectService(filter = "(" + Face.NAME + "=replay)", timeout = 10_000)
    Face replay;

    @InjectService(filter = "(" + AttachmentProvider.KIND + "=packet)", timeout = 10_000)
    AttachmentProvider packets;

    @Test
    void shouldFollowConnectionsLikeOpenVSwitch() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new OpenVSwitchReferee(Files.createDirectory(folder.resolve("ovs")))) {
            new FilterRounds(replay, peer, folder, "Open vSwitch, conversations, seed " + seed)
                    .play(new Random(seed), true);
        }
    }

    @Test
    void shouldFollowConnectionsLikeTheKernel() throws Exception {
        final long seed = FilterRounds.seed();
        try (FilterReferee peer = new Nftables(folder, packets)) {
            new FilterRounds(replay, peer, folder, "nftables, conversations, seed " + seed)
                    .play(new Random(seed), false);
        }
    }
}
