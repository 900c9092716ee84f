package org.signalbox.workbench.wizards;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signalbox.command.FabricDocument;
import org.signalbox.fabric.EmptyFabric;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.workbench.Cmdlet;
import org.signalbox.workbench.policy.PolicyField;
import org.signalbox.workbench.policy.PolicyOffers.Offer;
import org.signalbox.workbench.wizards.PortAnswers.Attachment;
import org.signalbox.workbench.wizards.PortAnswers.Mode;

/** What wizards' answers come to is taken by the real fabric, and taken back by undo. */
class PlansTest {

    private static final List<String> EXTENSIONS = List.of("org.acme.a", "org.acme.b");

    @TempDir
    Path folder;
    private EmptyFabric fabric;

    @BeforeEach
    void open() throws Exception {
        fabric = new EmptyFabric(folder, Set.copyOf(EXTENSIONS));
    }

    @AfterEach
    void close() throws Exception {
        fabric.close();
    }

    /** Runs a plan that has to be foreseen as it goes, and takes it back. */
    private FabricDocument takes(Plan plan) throws Exception {
        assertThat(plan.problems()).isEmpty();
        final FabricDocument before = fabric.commands().document();
        assertThat(new Preview(fabric.commands()).of(plan.commands())).hasSameSizeAs(plan.commands())
                .allSatisfy(step -> {
                    assertThat(step.refusal()).as(step.text()).isEmpty();
                    assertThat(step.sentences()).as(step.text()).isNotEmpty();
                });
        assertThat(fabric.commands().document()).isEqualTo(before);
        final List<String> refused = new ArrayList<>();
        final Batch batch = new Batch(fabric.commands(), plan.reverses());
        final boolean all = batch.run(plan.commands(), (i, outcome) -> {
            if (!outcome.isDone()) {
                refused.add(plan.commands().get(i) + ": " + outcome.sentence());
            }
        });
        assertThat(refused).isEmpty();
        assertThat(all).isTrue();
        final FabricDocument after = fabric.commands().document();
        batch.undo();
        assertThat(fabric.commands().document()).isEqualTo(before);
        return after;
    }

    @Test
    void shouldMakeEverySwitch() throws Exception {
        for (final SwitchType type : SwitchType.values()) {
            for (final List<String> uplinks : List.of(List.<String>of(), List.of("eth0"), List.of("eth0", "eth1"))) {
                for (final List<String> extensions : List.of(List.<String>of(), List.of("org.acme.a"), EXTENSIONS,
                        EXTENSIONS.reversed())) {
                    final FabricDocument made = takes(new SwitchAnswers("lab", type, uplinks, extensions).plan());
                    assertThat(made.switches()).singleElement().satisfies(one -> {
                        assertThat(one.type()).isEqualTo(type);
                        assertThat(one.extensions()).isEqualTo(extensions);
                        assertThat(one.ports()).hasSize(type == SwitchType.EXTERNAL ? uplinks.size() : 0);
                    });
                }
            }
        }
    }

    @Test
    void shouldSayWhatIsWrongWithASwitch() {
        assertThat(new SwitchAnswers("my switch", SwitchType.EXTERNAL, List.of("eth0", "e%1", "eth0"), List.of())
                .plan().problems()).extracting(Plan.Problem::sentence).containsExactly(
                        "Found \"my switch\", expected a name of letters, digits, '.', '_' and '-' that begins with a "
                                + "letter or a digit, or HOST/NAME.",
                        "Found \"e%1\", expected a name of letters, digits, '.', '_' and '-' that begins with a letter "
                                + "or a digit.",
                        "Found an interface twice, expected each once.");
        assertThat(new SwitchAnswers("", SwitchType.PRIVATE, List.of(), List.of()).plan().problems())
                .singleElement().matches(Plan.Problem::missing);
    }

    @Test
    void shouldQuoteWhatIsNoPlainWord() {
        final Plan port = new PortAnswers("it's $5", "p", false, "", "", Mode.UNTAGGED, "", "", Attachment.QEMU,
                "/run/my vm's.sock").plan();
        assertThat(port.commands().getFirst().text(fabric.commands())).hasValue("Add-VMNetworkAdapter -SwitchName "
                + "'it''s $5' -Name p -Attachment @{ qemu = @{ path = '/run/my vm''s.sock' } }");
    }

    @Test
    void shouldMakeEveryPort() throws Exception {
        Cmdlet.of("New-VMSwitch").with("Name", "lab").with("SwitchType", "external").run(fabric.commands());
        for (final Mode mode : Mode.values()) {
            for (final Attachment attachment : Attachment.values()) {
                for (final String machine : List.of("", "vm1", "HOST")) {
                    takes(new PortAnswers("lab", "web", machine.equals("HOST"), machine,
                            machine.isEmpty() ? "" : "0200.0000.0001", mode,
                            mode == Mode.TRUNK ? "10,20-29" : mode.vlan.isEmpty() ? "" : "10",
                            mode == Mode.PROMISCUOUS ? "11,12" : mode.other.isEmpty() ? "" : "11", attachment,
                            setting(attachment)).plan());
                }
            }
        }
    }

    private static String setting(Attachment attachment) {
        return switch (attachment) {
            case GUEST -> "10.0.0.5/24";
            case QEMU -> "/run/a b.sock";
            default -> "if0";
        };
    }

    @Test
    void shouldSayWhatIsWrongWithAPort() {
        final Plan plan = new PortAnswers("lab", "web", false, "vm 1", "2:0", Mode.ISOLATED, "5000", "x",
                Attachment.TAP, "").plan();
        assertThat(plan.commands()).isEmpty();
        assertThat(plan.problems()).extracting(Plan.Problem::field).containsExactly(PortAnswers.MAC,
                PortAnswers.SETTING, PortAnswers.MACHINE, PortAnswers.VLAN, PortAnswers.OTHER);
        assertThat(plan.problems()).extracting(Plan.Problem::sentence)
                .contains("Found \"5000\", expected a whole number from 1 to 4094.");
        assertThat(new PortAnswers("lab", "web", false, "", "", Mode.TRUNK, "10,29-20", "", Attachment.NONE, "")
                .plan().problems()).extracting(Plan.Problem::sentence)
                .containsExactly("Found \"29-20\", expected VLANs from 1 to 4094 such as 10,20-29.");
    }

    @Test
    void shouldMakeEveryAllowedDesignAndNoOther() throws Exception {
        final Set<List<Cmdlet>> distinct = new LinkedHashSet<>();
        int allowed = 0;
        for (final HostDesign design : HostDesign.values()) {
            for (int nics = 0; nics <= 6; nics++) {
                for (final int gigabits : List.of(1, 10, 25, 40, 100)) {
                    for (int bits = 0; bits < 64; bits++) {
                        final HostAnswers answers = DesignsTest.answers(design, nics, gigabits, bits);
                        final Plan plan = answers.plan();
                        final boolean fits = nics == design.nics && gigabits >= design.gigabits;
                        assertThat(plan.problems().isEmpty()).as(answers.toString()).isEqualTo(fits);
                        assertThat(plan.commands().isEmpty()).isEqualTo(!fits);
                        if (fits) {
                            allowed++;
                            distinct.add(plan.commands());
                        }
                    }
                }
            }
        }
        assertThat(allowed).isEqualTo((5 + 5 + 4 + 4 + 4) * 64);
        // what NICs can do is no part of the document
        assertThat(distinct).hasSize(HostDesign.values().length);
        final Set<String> ports = new TreeSet<>();
        for (final List<Cmdlet> commands : distinct) {
            takes(new Plan(commands, List.of(), List.of())).switches().getFirst().ports()
                    .forEach(port -> ports.add(port.name()));
        }
        assertThat(ports).containsExactly("bond0", "cluster", "eth0", "eth1", "eth3", "management", "migration",
                "storage");
    }

    @Test
    void shouldForeseeOnTopOfWhatComesBeforeAndStopAtARefusal() throws Exception {
        final Preview preview = new Preview(fabric.commands());
        final List<Preview.Step> steps = preview.of(new SwitchAnswers("lab", SwitchType.EXTERNAL, List.of("eth0"),
                List.of("org.acme.a")).plan().commands());
        assertThat(steps).extracting(Preview.Step::isLater).containsExactly(false, true);
        assertThat(steps.getLast().sentences())
                .containsExactly("adds switches[name=lab].extensions = [\"org.acme.a\"]");
        final Cmdlet make = Cmdlet.of("New-VMSwitch").with("Name", "lab");
        assertThat(preview.of(List.of(make, Cmdlet.of("Remove-VMSwitch").with("Name", "other"), make)))
                .hasSize(2).last().satisfies(step -> assertThat(step.refusal()).hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("no switch").contains("expected")));
        make.run(fabric.commands());
        assertThat(preview.of(List.of(make))).singleElement()
                .satisfies(step -> assertThat(step.refusal()).isPresent());
    }

    @Test
    void shouldStopAtTheFirstRefusalAndTakeBackWhatWasDone() throws Exception {
        final FabricDocument before = fabric.commands().document();
        final List<Batch.Outcome> told = new ArrayList<>();
        final Batch batch = new Batch(fabric.commands(), Map.of());
        final Cmdlet make = Cmdlet.of("New-VMSwitch").with("Name", "lab");
        assertThat(batch.run(List.of(make, make, Cmdlet.of("New-VMSwitch").with("Name", "next")),
                (i, outcome) -> told.add(outcome))).isFalse();
        assertThat(told).extracting(Batch.Outcome::isDone).containsExactly(true, false);
        assertThat(told.getFirst().sentence()).isEqualTo("Done, revision 1");
        assertThat(batch.canUndo()).isTrue();
        batch.undo();
        assertThat(batch.canUndo()).isFalse();
        assertThat(fabric.commands().document()).isEqualTo(before);
        assertThat(fabric.commands().journal()).hasSize(2).last()
                .satisfies(entry -> assertThat(entry.command()).isEqualTo("Undo-Change -Number 1"));
    }

    private Plan policy(String filter, Map<String, String> entered, boolean enable) {
        final Offer offer = new Offer("org.acme.a", PolicyField.of(EmptyFabric.Policy.class), Optional.empty(), "");
        final Map<String, SwitchSpec> switches = new LinkedHashMap<>();
        fabric.commands().document().switches().forEach(each -> switches.put(each.name(), each));
        return new PolicyAnswers(PolicyPort.of(switches), filter, Optional.of(offer), entered, enable).plan();
    }

    @Test
    void shouldGiveAPolicyToEveryPortOfAFilter() throws Exception {
        for (final String name : List.of("lab", "prod")) {
            Cmdlet.of("New-VMSwitch").with("Name", name).run(fabric.commands());
            for (final String port : List.of("web", "db", "web2")) {
                Cmdlet.of("Add-VMNetworkAdapter").with("SwitchName", name).with("Name", port).run(fabric.commands());
            }
        }
        Cmdlet.of("Add-VMSwitchExtensionPortFeature").with("VMNetworkAdapterName", "web").with("SwitchName", "lab")
                .with("ExtensionName", "org.acme.a").with("Policy", Map.of("rate", 3L)).run(fabric.commands());
        final Map<String, String> entered = Map.of("rate", "7", "note", "hot");
        final Plan plan = policy("name:web* and not type:uplink", entered, true);
        assertThat(plan.notes()).containsExactly("The a policy of web is replaced.");
        assertThat(plan.commands()).extracting(Cmdlet::name).containsExactly("Enable-VMSwitchExtension",
                "Enable-VMSwitchExtension", "Add-VMSwitchExtensionPortFeature", "Copy-VMSwitchExtensionPortFeature",
                "Copy-VMSwitchExtensionPortFeature");
        takes(plan).switches().forEach(made -> {
            assertThat(made.extensions()).containsExactly("org.acme.a");
            assertThat(made.ports()).allSatisfy(port -> assertThat(port.policies()).isEqualTo(port.name().equals("db")
                    ? Map.of() : Map.of("org.acme.a", Map.of("rate", 7L, "note", "hot"))));
        });
        final Plan replacing = policy("switch:lab and name = web", Map.of("rate", "9", "note", ""), false);
        assertThat(replacing.notes()).first().asString()
                .isEqualTo("The policy has no effect on lab until a is enabled there.");
        assertThat(takes(replacing).switches().getFirst().ports().getFirst().policies())
                .isEqualTo(Map.of("org.acme.a", Map.of("rate", 9L)));
    }

    @Test
    void shouldSayWhatIsWrongWithAPolicy() throws Exception {
        Cmdlet.of("New-VMSwitch").with("Name", "lab").run(fabric.commands());
        assertThat(policy("", Map.of(), false).problems()).singleElement().matches(Plan.Problem::missing);
        assertThat(policy("web and (", Map.of(), false).problems()).singleElement()
                .extracting(Plan.Problem::sentence).asString().startsWith("Ports: found ");
        assertThat(policy("web", Map.of(), false).problems()).singleElement().extracting(Plan.Problem::sentence)
                .isEqualTo("No port fits \"web\".");
        assertThat(new PolicyAnswers(List.of(), "web", Optional.empty(), Map.of(), false).plan().problems()).hasSize(2);
    }
}
