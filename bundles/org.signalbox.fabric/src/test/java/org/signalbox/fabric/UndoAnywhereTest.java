package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.Vlan;

/**
 * Any change may be undone out of turn exactly if no later one touched the same port. The model keeps, per port, the
 * numbers of the changes that stand, newest last.
 */
class UndoAnywhereTest {
    @TempDir
    Path folder;

    @Test
    void shouldUndoWhatNoLaterChangeTouched() throws Exception {
        for (long seed = 0; seed < 6; seed++) {
            play(seed);
        }
    }

    private void play(long seed) throws Exception {
        final Random random = new Random(seed);
        try (FabricFixture fixture = new FabricFixture(folder.resolve("s" + seed))) {
            fixture.run("New-VMSwitch", "Name", "s");
            for (int i = 0; i < 4; i++) {
                fixture.run("Add-VMNetworkAdapter", "SwitchName", "s", "Name", "p" + i);
            }
            final Map<String, List<Long>> changes = new TreeMap<>();
            final Map<Long, Integer> vlanBefore = new TreeMap<>();
            for (int step = 0; step < 80; step++) {
                final String port = "p" + random.nextInt(4);
                final List<Long> touched = changes.computeIfAbsent(port, _ -> new ArrayList<>());
                if (touched.isEmpty() || random.nextInt(3) > 0) {
                    final int old = vlan(fixture, port);
                    // a new value each time: a change back would be no obstacle
                    fixture.run("Set-VMNetworkAdapterVlan", "VMNetworkAdapterName", port, "Access", true, "VlanId",
                            step + 1);
                    touched.add((long) fixture.fabric.journal().size());
                    vlanBefore.put(touched.getLast(), old);
                } else {
                    undo(fixture, port, touched, touched.get(random.nextInt(touched.size())), vlanBefore,
                            "seed " + seed + ", step " + step);
                }
            }
        }
    }

    private static void undo(FabricFixture fixture, String port, List<Long> touched, long number,
            Map<Long, Integer> vlanBefore, String where) {
        try {
            fixture.run("Undo-Change", "Number", number);
            assertThat(number).as(where).isEqualTo(touched.getLast());
            assertThat(vlan(fixture, port)).as(where).isEqualTo(vlanBefore.get(number));
            touched.removeLast();
        } catch (RefusedException refused) {
            assertThat(touched.getLast()).as(where + ": " + refused.getMessage()).isNotEqualTo(number);
            assertThat(refused.getMessage()).as(where).contains("standing in the way of undoing entry " + number + " ");
        }
    }

    private static int vlan(FabricFixture fixture, String port) {
        final PortSpec spec = fixture.fabric.document().switches().getFirst().ports().stream()
                .filter(each -> each.name().equals(port)).findFirst().orElseThrow();
        return spec.vlan() instanceof Vlan.Access access ? access.id() : 0;
    }
}
