package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.extension.Extension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.FilteringStage;
import org.signalbox.vswitch.extension.PolicyVersion;
import org.signalbox.vswitch.extension.StageContext;
import org.signalbox.vswitch.extension.StagePort;

/** The policies of an extension that a bundle brings, from the line that is typed to the stage that obeys. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class PolicyFeaturesTest {
    private static final String ID = "org.signalbox.vswitch.itest";
    private static final String ADD = "Add-VMSwitchExtensionPortFeature";
    private static final String SET = "Set-VMSwitchExtensionPortFeature";

    @InjectBundleContext
    BundleContext context;
    @InjectService
    CommandLine commandLine;
    @InjectService
    Commands commands;

    @TempDir
    Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private ServiceRegistration<Extension> registration;
    private CommandLine.Session session;
    private FabricDocument before;

    /** What becomes of the rest. */
    public enum Mode {
        SOFT, HARD
    }

    /** Of a port; version 1 had {@code speed} for {@code rate}. */
    @PolicyVersion(2)
    public record Meter(
            @Doc("Frames a second.") @Range(min = 1, max = 1000) int rate,
            @Doc("Frames at once.") @Default("10") int burst,
            @Doc("What becomes of the rest.") @Default("soft") Mode mode) {
    }

    /** Of a switch. */
    public record Limit(@Doc("Frames a second of all ports.") @Range(min = 1, max = 9000) int total) {
    }

    /** Writes down what it is told. */
    private final class Meters implements FilteringExtension {
        @Override
        public Optional<Class<? extends Record>> portPolicy() {
            return Optional.of(Meter.class);
        }

        @Override
        public Optional<Class<? extends Record>> switchPolicy() {
            return Optional.of(Limit.class);
        }

        @Override
        public Map<String, Object> upgradePolicy(final Class<? extends Record> type, final int version,
                final Map<String, Object> policy) {
            final Map<String, Object> now = new LinkedHashMap<>(policy);
            now.put("rate", now.remove("speed"));
            return now;
        }

        @Override
        public Optional<String> refuse(final String switchName, final StagePort port, final Record policy) {
            return ((Meter) policy).rate() == 666 ? Optional.of("nobody sends 666 to " + port.name())
                    : Optional.empty();
        }

        @Override
        public FilteringStage create(final StageContext of) {
            return new FilteringStage() {
                @Override
                public void switchPolicyChanged(final Object policy) {
                    told.add(String.valueOf(policy));
                }

                @Override
                public void portChanged(final StagePort port, final Object policy) {
                    told.add(port.name() + " " + policy);
                }
            };
        }
    }

    @BeforeEach
    void open() throws RefusedException {
        registration = context.registerService(Extension.class, new Meters(), null);
        session = commandLine.open("test");
        before = commands.document();
        session.execute("New-VMSwitch itmeter");
        session.execute("Add-VMNetworkAdapter itmeter itdb");
        session.execute("Add-VMNetworkAdapter itmeter itweb");
        session.execute("Enable-VMSwitchExtension itmeter " + ID);
        told.clear();
    }

    /** Leaves the fabric as it was found, whatever a test did. */
    @AfterEach
    void restore() throws RefusedException {
        try {
            while (!commands.document().equals(before)) {
                session.execute("Undo");
            }
        } finally {
            session.close();
            if (registration != null) {
                registration.unregister();
            }
        }
    }

    private SwitchSpec found() {
        return commands.document().switches().stream().filter(each -> each.name().equals("itmeter")).findFirst()
                .orElseThrow();
    }

    private Object policy(final int port) {
        return found().ports().get(port).policies().get(ID);
    }

    private List<String> complete(final String line) {
        return session.complete(line, line.length());
    }

    @Test
    void shouldOfferAndExplainTheKeysOfAPolicy() throws RefusedException {
        assertThat(complete(SET + " itdb -Extension " + ID + " -")).contains("-Rate", "-Burst", "-Mode", "-Policy",
                "-SwitchName", "-WhatIf");
        assertThat(complete(SET + " itdb " + ID + " -M")).containsExactly("-Mode");
        assertThat(complete(SET + " itdb " + ID + " -Rate 5 -Mode ")).containsExactly("hard", "soft");
        assertThat(complete(SET + " itdb " + ID + " -Rate 5 -")).doesNotContain("-Rate").contains("-Burst");
        assertThat(complete(SET + " itdb -")).doesNotContain("-Rate");
        assertThat(complete(SET + " -ExtensionName ")).contains(ID);
        assertThat(complete(SET + " ")).contains("itdb");
        assertThat(complete("Add-VMSwitchExtensionSwitchFeature itmeter " + ID + " -T")).containsExactly("-Total");
        assertThat(session.execute(ADD + " -ExtensionName " + ID + " -?")).contains("-Rate <number>",
                "Frames a second.", "-Mode <soft|hard>", "Default: 10.");
    }

    @Test
    void shouldGiveChangeAndTakeAPolicy() throws RefusedException {
        session.execute(ADD + " itdb " + ID + " -Rate 100");
        assertThat(told).containsExactly("itdb Meter[rate=100, burst=10, mode=SOFT]");
        session.execute(SET + " -VMSwitchName itmeter -VMNetworkAdapterName itdb -Extension " + ID
                + " -Burst 5 -mode Hard");
        assertThat(told).hasSize(2).endsWith("itdb Meter[rate=100, burst=5, mode=HARD]");
        session.execute(ADD + " itweb " + ID + " -Policy @{ rate = 1; burst = 2 }");
        session.execute("Get-VMSwitchExtensionPortFeature -SwitchName itmeter | " + SET + " -Rate 7");
        assertThat(told.subList(3, 5)).containsExactly("itdb Meter[rate=7, burst=5, mode=HARD]",
                "itweb Meter[rate=7, burst=2, mode=SOFT]");
        assertThat(session.execute("Get-VMSwitchExtensionPortFeature -SwitchName itmeter"
                + " | ? Active -eq $true | select VMNetworkAdapterName, SchemaVersion, Settings").lines())
                .anySatisfy(line -> assertThat(line).contains("itdb", "2", "rate", "7", "burst", "5", "hard"));
        session.execute("Add-VMSwitchExtensionSwitchFeature itmeter " + ID + " -Total 50");
        session.execute("Set-VMSwitchExtensionSwitchFeature itmeter " + ID + " -Total 60");
        session.execute("Remove-VMSwitchExtensionSwitchFeature itmeter " + ID);
        assertThat(told.subList(5, 8)).containsExactly("Limit[total=50]", "Limit[total=60]", "null");
        session.execute("Get-VMSwitchExtensionPortFeature itdb | Remove-VMSwitchExtensionPortFeature");
        assertThat(told).last().isEqualTo("itdb null");
        session.execute("Undo");
        assertThat(told).last().isEqualTo("itdb Meter[rate=7, burst=5, mode=HARD]");
    }

    @Test
    void shouldRefuseInOneSentence() throws RefusedException {
        session.execute(ADD + " itdb " + ID + " -Rate 100");
        told.clear();
        final Map<String, String> sentences = new LinkedHashMap<>();
        sentences.put(SET + " itdb " + ID + " -Rate 0", "-Rate: found 0, expected a whole number from 1 to 1000");
        sentences.put(SET + " itdb " + ID + " -Rate much",
                "-Rate: found 'much', expected a whole number from 1 to 1000");
        sentences.put(SET + " itdb " + ID + " -Mode odd", "-Mode: found 'odd', expected one of 'soft', 'hard'");
        sentences.put(SET + " itdb " + ID + " -Rat 5 -Rate 6", "found -Rate twice");
        sentences.put(SET + " itdb " + ID + " -Size 5", "found no parameter -Size");
        sentences.put(SET + " itdb " + ID + " -Rate 666", "refuses (nobody sends 666 to itdb)");
        sentences.put(ADD + " itweb " + ID, "found no 'rate'");
        sentences.put(ADD + " itdb " + ID + " -Rate 5", "expected none, or Set-");
        sentences.put("Add-VMSwitchExtensionSwitchFeature itmeter " + ID + " -Total 9001", "-Total: found 9001");
        final long revision = commands.revision();
        sentences.forEach((line, sentence) -> assertThatThrownBy(() -> session.execute(line)).as(line)
                .isInstanceOf(RefusedException.class).hasMessageContaining(sentence)
                .extracting(Throwable::getMessage).asString().doesNotContain("\n").hasSizeLessThan(400));
        assertThat(commands.revision()).isEqualTo(revision);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldDoAgainWhatTheJournalSays() throws RefusedException {
        final int entries = commands.journal().size();
        session.execute(ADD + " itdb " + ID + " -Rate 100 -Mode hard");
        session.execute(SET + " itdb " + ID + " -Burst 3");
        session.execute("Add-VMSwitchExtensionSwitchFeature itmeter " + ID + " -Total 50");
        final List<String> typed = commands.journal().subList(entries, commands.journal().size()).stream()
                .map(JournalEntry::command).toList();
        assertThat(typed).first().isEqualTo(ADD + " -VMNetworkAdapterName itdb -ExtensionName " + ID
                + " -Rate 100 -Mode hard");
        final SwitchSpec built = found();
        for (int i = 0; i < typed.size(); i++) {
            session.execute("Undo");
        }
        assertThat(policy(0)).isNull();
        for (final String line : typed) {
            session.execute(line);
        }
        assertThat(found()).isEqualTo(built);
    }

    @Test
    void shouldKeepAPolicyWhileItsExtensionIsGoneAndReadAnOlderOne() throws Exception {
        final String yaml = """
                switches:
                  - name: itmeter
                    extensions: [%s]
                    ports:
                      - { name: itdb, policies: { %s: { speed: 4, burst: 3 } } }
                      - { name: itweb, policies: { %s: { schemaVersion: 2, rate: 8 } } }
                """.formatted(ID, ID, ID);
        session.execute("Import-Fabric " + Files.writeString(folder.resolve("old.yaml"), yaml));
        assertThat(told).contains("itdb Meter[rate=4, burst=3, mode=SOFT]", "itweb Meter[rate=8, burst=10, mode=SOFT]");
        assertThat(policy(0)).isEqualTo(Map.of("speed", 4L, "burst", 3L));
        registration.unregister();
        registration = null;
        assertThat(session.execute("Get-VMSwitchExtensionPortFeature itdb | select Active, SchemaVersion, Settings"))
                .containsIgnoringCase("false").contains("speed");
        assertThatThrownBy(() -> session.execute(SET + " itdb " + ID + " -Policy @{ burst = 1 }"))
                .isInstanceOf(RefusedException.class).hasMessageContaining("found no installed extension");
        told.clear();
        registration = context.registerService(Extension.class, new Meters(), null);
        assertThat(told).contains("itdb Meter[rate=4, burst=3, mode=SOFT]");
        session.execute(SET + " itdb " + ID + " -Burst 9");
        assertThat(policy(0)).isEqualTo(Map.of("schemaVersion", 2L, "rate", 4L, "burst", 9L));
        final String newer = yaml.replace("schemaVersion: 2", "schemaVersion: 3");
        final Path file = Files.writeString(folder.resolve("new.yaml"), newer);
        assertThatThrownBy(() -> session.execute("Import-Fabric " + file)).isInstanceOf(RefusedException.class)
                .hasMessageStartingWith(file + ":6:").hasMessageContaining("found 3, expected at most 2");
    }

    @Test
    void shouldDescribeInstalledPoliciesInASchemaForEditors() throws Exception {
        final Path file = folder.resolve("schema.json");
        assertThat(session.execute("Export-FabricSchema " + file)).contains(ID);
        assertThat(Files.readString(file)).contains("\"" + ID + "\": {", "\"maximum\": 1000", "Frames a second.",
                "Frames a second of all ports.", "\"soft\"");
    }
}
