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
 * kernel's.
 */
@ExtendWith(ServiceExtension.class)
class StatefulFilteringTest {

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
