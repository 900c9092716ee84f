package org.signalbox.fabric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.Vlan;

/**
 * Random commands, undos, redos and restarts against a model that is as simple as can be: a map from switch to a map
 * from port to VLAN, copied before each change. Where the model can do something, so can the fabric, and the other
 * way round.
 */
class RandomCommandsTest {
    private static final int STEPS = 120;

    @TempDir
    Path folder;

    /** What the model knows: switches with ports with VLANs, 0 for untagged. */
    private Map<String, Map<String, Integer>> model = new TreeMap<>();
    /** Models before each change that stands, newest last; and after each change undone since, newest last. */
    private final List<Map<String, Map<String, Integer>>> before = new ArrayList<>();
    private final List<Map<String, Map<String, Integer>>> after = new ArrayList<>();

    @Test
    void shouldFollowTheModel() throws Exception {
        for (long seed = 0; seed < 12; seed++) {
            model = new TreeMap<>();
            before.clear();
            after.clear();
            play(seed);
        }
    }

    private void play(long seed) throws Exception {
        final Random random = new Random(seed);
        FabricFixture fixture = new FabricFixture(folder.resolve("s" + seed));
        final List<String> log = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            final String on = "s" + random.nextInt(3);
            final String port = "p" + random.nextInt(4);
            final int vlan = random.nextInt(4);
            final String to = "s" + random.nextInt(3);
            final int kind = random.nextInt(10);
            log.add(kind + " " + on + " " + port + " " + vlan + " " + to);
            final String where = "seed " + seed + ", step " + step + " of " + log;
            switch (kind) {
                case 0, 1 -> change(fixture, where, next -> next.putIfAbsent(on, new TreeMap<>()) == null,
                        "New-VMSwitch", "Name", on);
                case 2 -> change(fixture, where, next -> next.remove(on) != null, "Remove-VMSwitch", "Name", on);
                case 3, 4 -> change(fixture, where,
                        next -> next.containsKey(on) && next.get(on).putIfAbsent(port, 0) == null,
                        "Add-VMNetworkAdapter", "SwitchName", on, "Name", port);
                case 5 -> change(fixture, where, next -> next.containsKey(on) && next.get(on).remove(port) != null,
                        "Remove-VMNetworkAdapter", "SwitchName", on, "Name", port);
                case 6 -> change(fixture, where,
                        next -> next.containsKey(on) && next.get(on).replace(port, vlan) != null,
                        "Set-VMNetworkAdapterVlan", vlan(on, port, vlan));
                case 7 -> change(fixture, where, next -> move(next, on, port, to),
                        "Connect-VMNetworkAdapter", "Name", port, "SwitchName", to, "FromSwitchName", on);
                case 8 -> reverse(fixture, where, before, after, "Undo-Change");
                default -> reverse(fixture, where, after, before, "Redo-Change");
            }
            if (random.nextInt(40) == 0) {
                fixture.close();
                fixture = new FabricFixture(fixture.folder);
            }
            assertThat(seen(fixture)).as(where).isEqualTo(model);
        }
        undoEverything(fixture, seed);
        fixture.close();
    }

    private static boolean move(Map<String, Map<String, Integer>> next, String from, String port, String to) {
        final boolean possible = next.containsKey(from) && next.get(from).containsKey(port) && next.containsKey(to)
                && (from.equals(to) || !next.get(to).containsKey(port));
        if (possible) {
            next.get(to).put(port, next.get(from).remove(port));
        }
        return possible;
    }

    private void undoEverything(FabricFixture fixture, long seed) throws RefusedException {
        while (fixture.fabric.undoable().isPresent()) {
            fixture.run("Undo-Change");
            model = before.removeLast();
            assertThat(seen(fixture)).as("seed " + seed + ", going back").isEqualTo(model);
        }
        assertThat(before).as("seed " + seed).isEmpty();
        assertThat(fixture.switches.applied).isEmpty();
    }

    private static Object[] vlan(String on, String port, int vlan) {
        return vlan == 0
                ? new Object[] {"SwitchName", on, "VMNetworkAdapterName", port, "Untagged", true}
                : new Object[] {"SwitchName", on, "VMNetworkAdapterName", port, "Access", true, "VlanId", vlan};
    }

    /** A step of the model; says whether it can be done. */
    private interface Step {
        boolean take(Map<String, Map<String, Integer>> next);
    }

    private void change(FabricFixture fixture, String where, Step step, String command, Object... parameters) {
        final Map<String, Map<String, Integer>> next = copy(model);
        final boolean possible = step.take(next);
        assertThat(runs(fixture, command, parameters)).as(where).isEqualTo(possible);
        if (possible && !next.equals(model)) {
            before.add(model);
            after.clear();
            model = next;
        }
    }

    private void reverse(FabricFixture fixture, String where, List<Map<String, Map<String, Integer>>> from,
            List<Map<String, Map<String, Integer>>> to, String command) {
        assertThat(runs(fixture, command)).as(where).isEqualTo(!from.isEmpty());
        if (!from.isEmpty()) {
            to.add(model);
            model = from.removeLast();
        }
    }

    private static boolean runs(FabricFixture fixture, String command, Object... parameters) {
        final Map<String, Map<String, Integer>> whole = seen(fixture);
        final long revision = fixture.fabric.revision();
        try {
            fixture.run(command, parameters);
            return true;
        } catch (RefusedException refused) {
            if (!seen(fixture).equals(whole) || fixture.fabric.revision() != revision) {
                fail("a refused command changed something: " + refused.getMessage());
            }
            return false;
        }
    }

    private static Map<String, Map<String, Integer>> copy(Map<String, Map<String, Integer>> model) {
        final Map<String, Map<String, Integer>> copy = new TreeMap<>();
        model.forEach((name, ports) -> copy.put(name, new TreeMap<>(ports)));
        return copy;
    }

    /** The fabric as the model sees it; the engine was asked for the same. */
    private static Map<String, Map<String, Integer>> seen(FabricFixture fixture) {
        assertThat(fixture.switches.applied).isEqualTo(fixture.fabric.document().switches());
        final Map<String, Map<String, Integer>> seen = new HashMap<>();
        for (SwitchSpec spec : fixture.fabric.document().switches()) {
            seen.put(spec.name(), spec.ports().stream().collect(Collectors.toMap(port -> port.name(),
                    port -> port.vlan() instanceof Vlan.Access access ? access.id() : 0)));
        }
        return seen;
    }
}
