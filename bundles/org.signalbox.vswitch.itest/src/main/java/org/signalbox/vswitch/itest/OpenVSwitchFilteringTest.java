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

/** Open vSwitch judges filtering. */
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
            new FilterRounds(replay, peer, folder, "Open vSwitch, captures, seed " + seed).play(new ForeignFrames(new Random(seed), peer));
        }
    }
}
