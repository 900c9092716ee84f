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

/** The kernel judges filtering. */
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
            new FilterRounds(replay, peer, folder, "nftables, captures, seed " + seed).play(new ForeignFrames(new Random(seed), peer));
        }
    }
}
