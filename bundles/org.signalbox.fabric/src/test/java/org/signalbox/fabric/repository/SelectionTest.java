package org.signalbox.fabric.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.framework.Version;
import org.signalbox.fabric.extension.BundleOffer;
import org.signalbox.fabric.extension.Need;

/** Bundles named {@code x*} count as extensions; each exports the package of its name in its version. */
class SelectionTest {
    private static final String PACKAGE = "osgi.wiring.package";
    private final List<Offered> offered = new ArrayList<>();
    private final List<BundleOffer> here = new ArrayList<>();

    private static BundleOffer export(String name, String version) {
        return new BundleOffer(PACKAGE, Map.of(PACKAGE, name, "version", Version.parseVersion(version)));
    }

    /** @param needs as name:least version */
    private void offer(String id, String version, String... needs) {
        final List<BundleOffer> offers = new ArrayList<>(List.of(export(id, version)));
        if (id.startsWith("x")) {
            offers.add(new BundleOffer("osgi.service",
                    Map.of("objectClass", List.of("org.signalbox.vswitch.extension.Extension"))));
        }
        final List<Need> list = new ArrayList<>();
        for (String each : needs) {
            final String[] parts = each.split(":");
            list.add(new Need(PACKAGE, "(&(" + PACKAGE + "=" + parts[0] + ")(version>=" + parts[1] + "))"));
        }
        offered.add(new Offered(id, Version.parseVersion(version), "", offers, list, id, 1, ""));
    }

    private List<String> select(String id, String... version) throws Exception {
        return new Selection("R", offered, here).of(id, List.of(version).stream().findFirst()).stream()
                .map(Offered::words).toList();
    }

    @Test
    void shouldTakeTheNewestThatFits() throws Exception {
        offer("x", "1.9");
        offer("x", "1.10");
        offer("x", "2");
        assertThat(select("x")).containsExactly("x 2.0.0");
        assertThat(select("x", "[1,2)")).containsExactly("x 1.10.0");
        assertThat(select("x", "1.9")).as("one version, not those from it on").containsExactly("x 1.9.0");
        assertThatThrownBy(() -> select("x", "(2,3]"))
                .hasMessage("R: found x in version 2.0.0, 1.10.0, 1.9.0, expected (2,3]");
        assertThatThrownBy(() -> select("x", "[1"))
                .hasMessage("found the version '[1', expected one such as 1.2.0, or a range such as [1.0,2)");
    }

    @Test
    void shouldNotNeedWhatABundleHasItself() {
        offer("x", "1", "x:1", "util:1");
        assertThat(new Selection("R", offered, here).needs(offered.getFirst()))
                .containsExactly("the package util 1 or newer");
    }

    @Test
    void shouldNameWhatThereIs() {
        assertThatThrownBy(() -> select("x")).hasMessage("R: found no extension 'x', expected an extension, of which "
                + "it has none");
        offer("xb", "1");
        offer("xa", "1");
        offer("util", "1");
        assertThatThrownBy(() -> select("util")).hasMessage("R: found no extension 'util', expected one of xa, xb");
    }

    @Test
    void shouldBringAlongWhatIsNeededAndNotHere() throws Exception {
        offer("x", "1", "util:1", "here:1");
        offer("util", "1.5", "deep:1");
        offer("util", "1.4");
        offer("deep", "1", "util:1", "x:1");
        here.add(export("here", "1"));
        assertThat(select("x")).containsExactly("x 1.0.0", "util 1.5.0", "deep 1.0.0");
        here.add(export("util", "1"));
        assertThat(select("x")).containsExactly("x 1.0.0");
    }

    @Test
    void shouldFallBackToWhatRunsHere() throws Exception {
        offer("x", "2", "api:2");
        offer("x", "1", "util:1");
        offer("util", "1.5", "none:1");
        offer("util", "1.4");
        here.add(export("api", "1"));
        assertThat(select("x")).containsExactly("x 1.0.0", "util 1.4.0");
        assertThatThrownBy(() -> select("x", "2")).hasMessage("R: found that x 2.0.0 needs the package api 2 or newer, "
                + "which is here in version 1.0.0, and which the repository does not offer, expected a bundle that "
                + "exports it");
    }

    @Test
    void shouldBlameTheBundleWhoseNeedIsNotMet() {
        offer("x", "1", "util:1");
        offer("util", "1", "none:1");
        assertThatThrownBy(() -> select("x")).hasMessage("R: found that util 1.0.0 needs the package none 1 or newer, "
                + "which no bundle here exports, and which the repository does not offer, expected a bundle that "
                + "exports it");
        assertThat(new Selection("R", offered, here).needs(offered.getFirst()))
                .containsExactly("the package util 1 or newer");
    }

    @Test
    @Timeout(20)
    void shouldNotSearchForever() {
        offer("x", "1", "p0:1");
        for (int i = 0; i < 60; i++) {
            offer("p" + i, "1", "p" + (i + 1) + ":1");
            offer("p" + i, "2", "p" + (i + 1) + ":1");
        }
        assertThatThrownBy(() -> select("x")).hasMessageContaining("needs the package p60");
        offered.clear();
        offer("x", "1", "p0:1");
        IntStream.range(0, 200).forEach(i -> offer("p" + i, "1", "p" + (i + 1) + ":1"));
        offer("p200", "1");
        assertThatThrownBy(() -> select("x")).hasMessage("R: found that x 1.0.0 needs more than 100 bundles with it, "
                + "expected fewer");
    }
}
