package org.signalbox.workbench.itest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.signalbox.command.Command;
import org.signalbox.command.CommandLine;
import org.signalbox.command.CommandName;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.DynamicParameters;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.Invocation;
import org.signalbox.command.JournalEntry;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.command.Result;
import org.signalbox.frame.MacAddress;
import org.signalbox.schema.Change;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Path;
import org.signalbox.schema.Range;
import org.signalbox.schema.TreePatch;
import org.signalbox.vswitch.Direction;
import org.signalbox.vswitch.DropCount;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.ExtensionStatus;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.ForwardingEntry;
import org.signalbox.vswitch.FrameTotals;
import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.MirrorSpec;
import org.signalbox.vswitch.PortLimits;
import org.signalbox.vswitch.PortMirroring;
import org.signalbox.vswitch.PortSpec;
import org.signalbox.vswitch.PortStatus;
import org.signalbox.vswitch.PortType;
import org.signalbox.vswitch.StageStatus;
import org.signalbox.vswitch.StaticAddress;
import org.signalbox.vswitch.Simulations;
import org.signalbox.vswitch.SwitchSpec;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.vswitch.SwitchType;
import org.signalbox.vswitch.Traffic;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.Vlan;
import org.signalbox.vswitch.VlanRange;

/**
 * A fabric that is none: two made-up switches whose counters run with a clock, so that every state which a view can
 * show is on screen at once, those that a healthy lab never shows too. Remembers what it was asked to run; enabling
 * {@code com.acme.dhcpguard} is refused.
 */
final class FakeFabric implements VirtualSwitches, Commands, CommandLine {

    private static final String FILTERING = FakeExtensions.FILTERING;
    private static final String CAPTURE = FakeExtensions.CAPTURE;
    private static final double NANOS = 1e9;

    /** The parameters of every made-up command. */
    public record Parameters(Optional<String> vmSwitchName, Optional<String> name, Optional<String> switchName,
            Optional<String> path, Optional<String> before, Optional<String> after,
            Optional<String> vmNetworkAdapterName, Optional<String> extensionName, Optional<String> onFailure,
            Map<String, Object> policy) {
    }

    /** Which frames. */
    public enum Way {
        IN, OUT, BOTH
    }

    /** A policy of ports with a widget of each kind. */
    public record Capture(
            @Doc("File that frames are written to.") @Default("port.pcapng") String file,
            @Doc("Bytes of a frame that are kept.") @Range(min = 64, max = 65_535) @Default("262") int snapLength,
            @Doc("Which frames are kept.") @Default("both") Way direction,
            @Doc("Whether frames that were dropped are kept, too.") @Default("false") boolean dropped,
            @Doc("Stops after so many frames.") Optional<Integer> frames,
            @Doc("Addresses whose frames are kept.") List<String> only) {
    }

    /** A policy of switches and ports. */
    public record Guard(@Doc("Messages a second.") @Range(min = 1, max = 1_000) int rate) {
    }

    /** A command that is written down and does nothing. */
    private record Fake(CommandName name) implements Operation<Parameters>, DynamicParameters {

        @Override
        public String dynamicKey() {
            return "policy";
        }

        @Override
        public Optional<Class<? extends Record>> dynamicParameters(Map<String, Object> given) {
            return CAPTURE.equals(given.get("extensionName")) ? Optional.of(Capture.class) : Optional.empty();
        }

        @Override
        public String summary() {
            return "does nothing";
        }

        @Override
        public Class<Parameters> parameters() {
            return Parameters.class;
        }

        @Override
        public List<? extends Record> execute(Parameters parameters) {
            return List.of();
        }

        @Override
        public String whatIf(Parameters parameters) {
            return "Would do nothing.";
        }
    }

    private final long start = System.nanoTime() - 3_600_000_000_000L;
    private final List<Command<?>> commands = List.of("Enable-VMSwitchExtension", "Disable-VMSwitchExtension",
            "Move-VMSwitchExtension",
            "Install-VMSwitchExtension", "Uninstall-VMSwitchExtension", "Undo-Change", "Redo-Change", "Get-VMSwitch",
            "Get-VMNetworkAdapter", "Add-VMSwitchExtensionPortFeature", "Set-VMSwitchExtensionPortFeature",
            "Remove-VMSwitchExtensionPortFeature", "Add-VMSwitchExtensionSwitchFeature", "Set-VMSwitchExtension",
            "Lock-VMSwitchExtension", "Unlock-VMSwitchExtension", "Restore-VMSwitchExtensionLock",
            "Repair-VMSwitchExtensionLock", "Get-VMSwitchExtensionLock", "Get-ExtensionTrust").stream()
            .<Command<?>>map(name -> new Fake(CommandName.parse(name))).toList();
    private final FakeExtensions extensions;
    private final List<JournalEntry> journal = new ArrayList<>();
    private final List<String> ran = new ArrayList<>();
    private volatile boolean empty;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile boolean blocked;

    /** @param extensions what is known of them */
    FakeFabric(FakeExtensions extensions) {
        this.extensions = extensions;
        write("fabric", "Import-Fabric -Path product/labs/demo.yaml",
                change("switches[name=prod]", Change.ABSENT, Map.of("name", "prod", "type", "private")));
        write("console", "Add-VMNetworkAdapter -VMSwitchName prod -Name db01 -StaticMacAddress 02:00:00:00:00:07 -AccessVlanId 120",
                change("switches[name=prod].ports[name=db01]", Change.ABSENT, Map.of("name", "db01")));
        write("console", "Add-VMNetworkAdapterAcl -VMNetworkAdapterName db01 -RemoteIPAddress 10.0.0.0/8 -Direction Inbound -Action Deny",
                change("switches[name=prod].ports[name=db01].policies", Change.ABSENT, Map.of(FILTERING, Map.of())));
        write("workbench", "Enable-VMSwitchExtension -VMSwitchName prod -Name " + FILTERING,
                change("switches[name=prod].extensions", List.of(), List.of(FILTERING)));
    }

    private static Optional<TreePatch> change(String path, Object before, Object after) {
        return Optional.of(new TreePatch(List.of(new Change(Path.parse(path), before, after, ""))));
    }

    private void write(String who, String command, Optional<TreePatch> patch) {
        final long number = journal.size() + 1L;
        journal.add(new JournalEntry(number, Instant.now(), who, number, command, patch, Optional.empty(),
                Optional.empty()));
    }

    /** Takes all switches away, or brings them back. */
    void empty(boolean now) {
        empty = now;
    }

    /** Makes every reader of the switches wait until the gate is opened. */
    void block(CountDownLatch until) {
        gate = until;
    }

    /** Whether a reader waits now. */
    boolean blocked() {
        return blocked;
    }

    private void pass() {
        try {
            blocked = gate.getCount() > 0;
            if (!gate.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the gate was not opened for a minute");
            }
            blocked = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The commands that were run, as they would be typed. */
    synchronized List<String> ran() {
        return List.copyOf(ran);
    }

    private double seconds() {
        return (System.nanoTime() - start) / NANOS;
    }

    private static PortSpec port(String name, int number, Vlan vlan, Map<String, Object> policies, String attachment) {
        return new PortSpec(name, Optional.of(MacAddress.parse(String.format("02:00:00:00:00:%02x", number))), vlan, false,
                attachment.isEmpty() ? Map.of() : Map.of(attachment, Map.of()), policies);
    }

    private PortStatus up(PortSpec spec, double rate, List<DropCount> drops) {
        final long frames = (long) (rate * seconds());
        return new PortStatus(spec, LinkState.UP, "lab guest 10.0.0." + spec.name().length(),
                new Traffic(frames, frames * 940), new Traffic(frames * 97 / 100, frames * 911), drops);
    }

    private static PortStatus notUp(PortSpec spec, LinkState link, String reason) {
        return new PortStatus(spec, link, reason, Traffic.NONE, Traffic.NONE, List.of());
    }

    private SwitchStatus prod() {
        final Map<String, Object> acl = Map.of(FILTERING, Map.of("acl",
                List.of(Map.of("action", "deny", "direction", "inbound", "remote", "10.0.0.0/8"))));
        final long denied = (long) (12.4 * seconds());
        final List<DropCount> drops = List.of(
                new DropCount(FILTERING, "acl[0]", "build-7", Direction.EGRESS, "deny inbound remote 10.0.0.0/8", denied),
                new DropCount("switch", "macSpoofing", "build-7", Direction.INGRESS, "source address is not the port's", 32));
        final List<PortStatus> ports = List.of(
                up(port("web-01", 1, new Vlan.Access(100), Map.of(), "lab"), 8_214, List.of()),
                up(port("web-02", 2, new Vlan.Access(100), Map.of(CAPTURE, Map.of("snapLength", 128L, "frames",
                        1_000L, "only", List.of("10.0.0.0/8", "192.0.2.7"))), "lab"), 7_911, List.of()),
                up(port("db01", 7, new Vlan.Access(120), acl, "lab"), 41_208, List.of()),
                up(port("build-7", 8, new Vlan.Access(100), acl, "lab").withMirroring(PortMirroring.SOURCE)
                        .withLimits(new PortLimits(1_000, 4, 8)).withIeeePriorityTag(true).withStaticAddresses(List.of(
                                new StaticAddress(MacAddress.parse("02:00:00:00:00:08"), Optional.empty()))),
                        402, drops),
                up(port("trunk-to-core", 9, new Vlan.Trunk(1, List.of(new VlanRange(100, 120))), Map.of(), "packet")
                        .withType(PortType.UPLINK), 3.2, List.of()),
                notUp(port("cache-a", 10, Vlan.UNTAGGED, Map.of(), "qemu"), LinkState.DOWN,
                        "waiting for a guest at /run/cache-a.sock"),
                notUp(port("probe", 11, Vlan.UNTAGGED, Map.of(), "").withMirroring(PortMirroring.DESTINATION),
                        LinkState.DISCONNECTED, ""));
        final SwitchSpec spec = new SwitchSpec("prod", SwitchType.EXTERNAL,
                List.of("com.acme.capture", FILTERING, "com.nx.forward"),
                ports.stream().map(PortStatus::spec).toList()).withMirrors(List.of(
                        new MirrorSpec("rack", List.of("web-01", "db01"), new MirrorSpec.Analyser.Rspan(300))))
                .withOrderLock(extensions.orderLock());
        final long in = (long) (57_738 * seconds());
        return new SwitchStatus(System.nanoTime(), spec, FakeExtensions.stages(in, denied),
                ports, new FrameTotals(in, in + 4_000, in + 4_000 - denied - 32, denied + 32, 0), drops, 14);
    }

    private SwitchStatus dev() {
        final List<PortStatus> ports = IntStream.rangeClosed(1, 3).mapToObj(
                i -> up(port("dev-" + i, 32 + i, Vlan.UNTAGGED, Map.of(), "lab")
                        .withType(i == 3 ? PortType.HOST : PortType.MACHINE), i * 0.4, List.of())).toList();
        final SwitchSpec spec = new SwitchSpec("dev", SwitchType.INTERNAL, List.of("com.partner.sampler"),
                ports.stream().map(PortStatus::spec).toList());
        final long in = (long) (2.4 * seconds());
        return new SwitchStatus(System.nanoTime(), spec,
                List.of(new StageStatus("com.partner.sampler", StageStatus.State.ABSENT, "no bundle provides it",
                        Optional.empty(), "", 0, 0)),
                ports, new FrameTotals(in, in, in, 0, 0), List.of(), 3);
    }

    @Override
    public List<SwitchStatus> switches() {
        pass();
        return empty ? List.of() : List.of(prod(), dev());
    }

    @Override
    public List<ExtensionStatus> extensions() {
        return List.of(new ExtensionStatus("com.acme.capture", ExtensionKind.CAPTURING, "1.2.0", "Acme", List.of("prod")),
                new ExtensionStatus(FILTERING, ExtensionKind.FILTERING, "0.1.0.SNAPSHOT", "Signalbox", List.of("prod")),
                new ExtensionStatus("com.acme.dhcpguard", ExtensionKind.FILTERING, "2.1.0", "Acme", List.of()),
                new ExtensionStatus("com.nx.forward", ExtensionKind.FORWARDING, "3.0.1", "NX", List.of("prod")));
    }

    @Override
    public List<ExtensionLeak> leaks() {
        return FakeExtensions.leaks();
    }

    @Override
    public List<Refusal> check(List<SwitchSpec> desired) {
        return List.of();
    }

    @Override
    public void apply(List<SwitchSpec> desired) {
        throw new UnsupportedOperationException("nothing here can be applied");
    }

    @Override
    public Optional<Class<? extends Record>> portPolicy(String extension) {
        return extension.equals(CAPTURE) ? Optional.of(Capture.class) : switchPolicy(extension);
    }

    @Override
    public Optional<Class<? extends Record>> switchPolicy(String extension) {
        return extension.endsWith("dhcpguard") ? Optional.of(Guard.class) : Optional.empty();
    }

    @Override
    public Map<String, Object> currentPolicy(String extension, Class<? extends Record> type,
            Map<String, Object> policy) {
        return policy;
    }

    @Override
    public List<String> withExtension(List<String> extensions, String id) {
        final List<String> next = new ArrayList<>(extensions);
        next.addFirst(id);
        return next;
    }

    @Override
    public List<ForwardingEntry> forwardingTable(String switchName) {
        return List.of();
    }

    @Override
    public Following follow(String switchName, Following.Selection selection, Simulations.Decisions told) {
        throw new IllegalArgumentException("found no live switch, expected one");
    }

    @Override
    public List<Command<?>> commands() {
        return commands;
    }

    @Override
    public Optional<Command<?>> find(CommandName name) {
        return commands.stream().filter(command -> command.name().equals(name)).findFirst();
    }

    @Override
    public synchronized Result run(Invocation invocation) throws RefusedException {
        final String text = CommandText.print(find(invocation.name()).orElseThrow(), invocation.parameters());
        if (text.contains("dhcpguard")) {
            throw new RefusedException("The extension com.acme.dhcpguard cannot be enabled on prod: it needs a forwarding "
                    + "extension that runs.");
        }
        if (invocation.name().verb().equals("Get")) {
            return new Result(extensions.rows(invocation.name().toString()), Optional.empty(), Optional.empty(),
                    List.of());
        }
        ran.add(text);
        write(invocation.who(), text, Optional.empty());
        return new Result(List.of(), Optional.empty(), Optional.of(journal.getLast()), List.of());
    }

    @Override
    public FabricDocument document() {
        return FabricDocument.EMPTY;
    }

    @Override
    public synchronized long revision() {
        return journal.size();
    }

    @Override
    public synchronized List<JournalEntry> journal() {
        return List.copyOf(journal);
    }

    @Override
    public List<String> warnings() {
        return List.of();
    }

    @Override
    public synchronized Optional<JournalEntry> undoable() {
        return Optional.of(journal.get(3));
    }

    @Override
    public Optional<JournalEntry> redoable() {
        return Optional.empty();
    }

    @Override
    public Session open(String who) {
        return new Session() {
            @Override
            public String execute(String line) throws RefusedException {
                if (line.contains("refuse")) {
                    throw new RefusedException("found \"refuse\", expected a command such as Get-VMSwitch");
                }
                return "Name  Type      Ports  Frames/s\n----  --------  -----  --------\n"
                        + "prod  private       7    57 738\ndev   internal      3       2.4\n";
            }

            @Override
            public List<String> complete(String line, int cursor) {
                return commands.stream().map(command -> command.name().toString())
                        .filter(name -> !name.equals("Get-VMSwitchExtensionLock"))
                        .filter(name -> name.toLowerCase().startsWith(line.toLowerCase())).sorted().toList();
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
