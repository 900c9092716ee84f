package org.signalbox.workbench.wizards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signalbox.workbench.wizards.NicGroup.Place;

/** No design uses features of NICs that exclude each other; what is left off is told. */
class DesignsTest {

    private static final HostAnswers.Vlans VLANS = new HostAnswers.Vlans("10", "20", "30", "40", "100-199");

    /** @param bits one for each feature, and one for policies */
    static HostAnswers answers(HostDesign design, int nics, int gigabits, int bits) {
        final Set<NicFeature> can = EnumSet.noneOf(NicFeature.class);
        for (final NicFeature feature : NicFeature.values()) {
            if ((bits >> feature.ordinal() & 1) == 1) {
                can.add(feature);
            }
        }
        return new HostAnswers(design, names(nics), gigabits, can, bits >> NicFeature.values().length == 1, "prod",
                "bond0", VLANS);
    }

    private static List<String> names(int nics) {
        return IntStream.range(0, nics).mapToObj(i -> "eth" + i).toList();
    }

    @Test
    void shouldUseNoFeaturesTogetherThatExcludeEachOther() {
        for (final HostDesign design : HostDesign.values()) {
            for (int bits = 0; bits < 64; bits++) {
                final HostAnswers answers = answers(design, design.nics, 10, bits);
                final List<String> notes = answers.plan().notes();
                for (final NicGroup group : design.groups(answers.nics())) {
                    final Set<NicFeature> used = group.used(answers.can(), answers.policies());
                    assertThat(answers.can()).containsAll(used);
                    assertThat(used.containsAll(Set.of(NicFeature.VMQ, NicFeature.RSS))).isFalse();
                    if (group.place() != Place.OWN) {
                        assertThat(used).doesNotContain(NicFeature.RDMA, NicFeature.RSS);
                    }
                    if (group.place() != Place.SWITCH || answers.policies()) {
                        assertThat(used).doesNotContain(NicFeature.SR_IOV);
                    }
                    answers.can().stream().filter(feature -> !used.contains(feature)).forEach(feature ->
                            assertThat(notes).as(design + " " + feature).anyMatch(note -> note.startsWith(
                                    feature.label + " stays off on " + String.join(" and ", group.nics()) + ": ")));
                }
            }
        }
    }

    @Test
    void shouldUseEachFeatureSomewhere() {
        final Set<NicFeature> all = EnumSet.allOf(NicFeature.class);
        final Set<NicFeature> used = EnumSet.noneOf(NicFeature.class);
        HostDesign.FOUR_NICS.groups(names(4)).forEach(group -> used.addAll(group.used(all, false)));
        assertThat(used).isEqualTo(all);
    }

    @Test
    void shouldGiveEachNicOnePurpose() {
        for (final HostDesign design : HostDesign.values()) {
            final List<NicGroup> groups = design.groups(names(design.nics));
            assertThat(groups.stream().flatMap(group -> group.nics().stream()).toList()).isEqualTo(names(design.nics));
            assertThat(groups).extracting(NicGroup::place).filteredOn(place -> place != Place.OWN).hasSize(1);
        }
    }

    @Test
    void shouldSayWhatIsNotSet() {
        assertThat(answers(HostDesign.TEAMED, 2, 10, 0b101).plan().notes()).containsExactly(
                "The team bond0 of eth0 and eth1 is made on the host; several uplinks of a switch are no team here.",
                "VMQ on eth0 and eth1: turn it on in the driver; no command here does.",
                "SR-IOV stays off on eth0 and eth1: a team under a switch does not pass SR-IOV on; teaming in the "
                        + "machine does.",
                "Minimum bandwidth is not set: there is no policy for it here. Weights in use elsewhere are 50 for "
                        + "storage, 30 for live migration, 10 for cluster.");
    }

    @Test
    void shouldRefuseTooFewTooSlowAndTheTeamAmongItsNics() {
        assertThat(answers(HostDesign.TEAMED, 1, 1, 0).plan().problems()).extracting(Plan.Problem::sentence)
                .containsExactly("Found 1 NIC, expected 2 for this design.",
                        "Found NICs of 1 Gb/s, expected at least 10 Gb/s, since this design shares them.");
        assertThat(new HostAnswers(HostDesign.TEAMED, List.of("bond0", "eth1"), 10, Set.of(), false, "prod", "bond0",
                VLANS).plan().problems()).extracting(Plan.Problem::field).containsExactly(HostAnswers.TEAM);
    }
}
