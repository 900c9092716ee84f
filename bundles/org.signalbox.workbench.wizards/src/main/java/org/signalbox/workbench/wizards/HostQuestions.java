package org.signalbox.workbench.wizards;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;

/** What the wizard for a host's network asks: its NICs and the design, then names and VLANs. */
final class HostQuestions implements Questions {

    private static final List<Integer> SPEEDS = List.of(1, 10, 25, 40, 100);

    private Combo designs;
    private Label meaning;
    private Text nics;
    private Combo speeds;
    private List<Button> features;
    private Button policies;
    private Text switchName;
    private Text team;
    private Text management;
    private Text cluster;
    private Text migration;
    private Text storage;
    private Text machines;

    @Override
    public String title() {
        return "Host network";
    }

    @Override
    public List<QuestionPage> pages() {
        return List.of(new Nics(), new Vlans());
    }

    private HostDesign design() {
        return HostDesign.values()[designs.getSelectionIndex()];
    }

    /** The first page. */
    private final class Nics implements QuestionPage {

        @Override
        public String title() {
            return "Design and NICs";
        }

        @Override
        public String hint() {
            return "Choose how the host is wired and say what its NICs can do; the review tells what excludes what.";
        }

        @Override
        public void fill(Form form) {
            designs = form.choice("design", "&Design",
                    Arrays.stream(HostDesign.values()).map(each -> each.label).toList(),
                    "How traffic is laid on NICs.");
            meaning = form.note();
            nics = form.text(HostAnswers.NICS, "&Interfaces", "",
                    "Names of the NICs, in the order of the design: the host's own first, storage on a pair last.", "");
            speeds = form.choice(HostAnswers.SPEED, "&Speed of each",
                    SPEEDS.stream().map(each -> each + " Gb/s").toList(), "Speed of each NIC.");
            features = form.checks("They can do", Arrays.stream(NicFeature.values()).map(each -> each.label).toList(),
                    "What each of the NICs can do.");
            policies = form.checks("Machines have", List.of("port &policies, or a switch with extensions"),
                    "What has SR-IOV goes past the switch, and so past them.").getFirst();
            final Runnable fit = () -> {
                meaning.setText(design().meaning);
                nics.setMessage(design().nics == 1 ? "one interface, such as eth0"
                        : design().nics + " interfaces, such as eth0, eth1");
                form.measure();
            };
            fit.run();
            designs.addListener(SWT.Selection, event -> fit.run());
        }
    }

    /** The second page. */
    private final class Vlans implements QuestionPage {

        @Override
        public String title() {
            return "Names and VLANs";
        }

        @Override
        public String hint() {
            return "Name the switch of the machines, and say in which VLAN each kind of traffic is.";
        }

        @Override
        public void fill(Form form) {
            switchName = form.text(HostAnswers.SWITCH, "&Switch", "such as prod",
                    "Name of the switch; HOST/NAME where the fabric names its hosts.", "");
            team = form.text(HostAnswers.TEAM, "&Team", "such as bond0",
                    "Interface of the team, which is made on the host.", "bond0");
            machines = form.text(HostAnswers.MACHINES, "VLANs of &machines", "such as 100-199",
                    "VLANs that the uplink carries for machines.", "100-199");
            management = form.text(HostAnswers.MANAGEMENT, "Mana&gement", "", "VLAN of the host's management.", "10");
            cluster = form.text(HostAnswers.CLUSTER, "&Cluster", "", "VLAN of the cluster's own traffic.", "20");
            migration = form.text(HostAnswers.MIGRATION, "&Live migration", "", "VLAN of live migration.", "30");
            storage = form.text(HostAnswers.STORAGE, "St&orage", "", "VLAN of storage.", "40");
            final Runnable fit = () -> {
                form.show(team, design().isTeamed());
                for (final Text each : List.of(management, cluster, migration)) {
                    form.show(each, design().isConverged());
                }
                form.show(storage, design().hasStoragePort());
            };
            fit.run();
            designs.addListener(SWT.Selection, event -> fit.run());
        }
    }

    private Set<NicFeature> can() {
        final Set<NicFeature> can = EnumSet.noneOf(NicFeature.class);
        for (final NicFeature feature : NicFeature.values()) {
            if (features.get(feature.ordinal()).getSelection()) {
                can.add(feature);
            }
        }
        return can;
    }

    @Override
    public Plan.Answers answers() {
        return new HostAnswers(design(), Checks.words(nics.getText()), SPEEDS.get(speeds.getSelectionIndex()), can(),
                policies.getSelection(), switchName.getText().strip(), team.getText().strip(),
                new HostAnswers.Vlans(management.getText().strip(), cluster.getText().strip(),
                        migration.getText().strip(), storage.getText().strip(), machines.getText()));
    }
}
