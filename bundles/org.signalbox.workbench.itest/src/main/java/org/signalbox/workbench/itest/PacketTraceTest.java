package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.eclipse.swt.widgets.Tree;
import org.eclipse.swt.widgets.TreeItem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.Token;

/** The packet trace on the real demo lab, whose filtering keeps the scanner from the database. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PacketTraceTest {

    private static final String FILTERING = "org.signalbox.extension.filtering";
    private static final int ANSWER = 2;
    private static final int PORT = 3;
    private static final int STAGE = 5;
    private static final int VERDICT = 6;
    private static final int RULE = 7;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    VirtualSwitches engine;

    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        run("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)));
        run("Install-VMSwitchExtension",
                Map.of("path", Path.of(context.getProperty(Places.EXTENSIONS), FILTERING + ".jar").toString()));
        run("Enable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
        screen = Screen.open(face);
        screen.front("Packet trace");
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            run("Disable-VMSwitchExtension", Map.of("vmSwitchName", "prod", "name", FILTERING));
            run("Uninstall-VMSwitchExtension", Map.of("name", FILTERING));
        }
    }

    private void run(String name, Map<String, Object> parameters) throws Exception {
        commands.run(Invocation.of(name, parameters, "test"));
    }

    @Test
    void shouldSayWhichRuleDropsAPacketAndMakeTheChangeThatDeliversIt() throws Exception {
        screen.look("trace-empty");
        choose("Port where the packet enters", "prod / scanner");
        choose("Port that a simulated packet is for", "db");
        enter("tcp dst 7");
        screen.press("Return");
        final Table steps = steps();
        final String line = "Trace-Packet -SwitchName prod -VMNetworkAdapterName scanner -To db -Protocol tcp "
                + "-DestinationPort 7";
        screen.await("the drop", () -> row(steps, "db", FILTERING, "drop", "acl[0]") >= 0);
        assertThat(screen.ui(() -> steps.getItem(row(steps, "db", FILTERING, "drop", "acl[0]")).getForeground(VERDICT)
                .getRGB())).isEqualTo(Token.ERROR.rgb(false));
        screen.label("prod: scanner to db.  Dropped by " + FILTERING + " acl[0]");
        screen.look("trace-drop");
        screen.click(screen.button("Copy command"));
        assertThat(screen.clipboard()).isEqualTo(line);

        screen.click(screen.button("What if without filtering"));
        screen.label("What if: Delivered at db.");
        screen.await("both answers", () -> IntStream.range(0, steps.getItemCount())
                .mapToObj(row -> steps.getItem(row).getText(ANSWER)).toList()
                .containsAll(List.of("both", "live", "what if")));
        screen.look("trace-what-if");
        screen.press("ctrl+shift+c");
        screen.await("the command", () -> screen.clipboard().equals(line + " -WithoutExtension " + FILTERING));

        screen.click(screen.button("Why not?"));
        screen.label("acl[0].action: deny -> allow");
        screen.look("trace-why-not");
        screen.click(screen.button("Make this change"));
        screen.label("prod: scanner to db.  Delivered at db.");
        assertThat(commands.journal().getLast().command()).startsWith("Edit-VMSwitch -Name prod -Set ");
        assertThat(screen.ui(() -> screen.button("Why not?").isEnabled())).isFalse();
        screen.look("trace-delivered");
        screen.press("ctrl+z");
        screen.await("the undo", () -> commands.journal().getLast().undoes().isPresent());
        screen.click(screen.button("Simulate"));
        screen.await("the drop again", () -> row(steps, "db", FILTERING, "drop", "acl[0]") >= 0);
    }

    @Test
    void shouldFollowFramesAndShowTheStepsOfOne() throws Exception {
        choose("Port where the packet enters", "prod / scanner");
        enter("udp dst 7");
        screen.click(screen.button("Follow live"));
        final Table frames = screen.find(Table.class, "the frames", table -> has(table, "What"));
        screen.await("frames", () -> frames.getItemCount() > 20);
        screen.label(", 0 lost");
        screen.press("ctrl+shift+c");
        screen.await("the command", () -> screen.clipboard()
                .equals("Trace-VMSwitch -Name prod -VMNetworkAdapterName scanner -Filter 'udp dst port 7' -Detailed"));
        screen.click(screen.ui(() -> {
            final Rectangle cell = frames.getItem(frames.getTopIndex() + 1).getBounds(3);
            return frames.toDisplay(cell.x + 20, cell.y + cell.height / 2);
        }));
        final Table steps = steps();
        screen.await("its steps", () -> row(steps, "db", FILTERING, "drop", "acl[0]") >= 0);
        screen.look("trace-live");
        screen.click(screen.button("Stop following"));
        screen.button("Follow live");
        final int stopped = screen.ui(frames::getItemCount);
        assertThat(stopped).isPositive();
        screen.click(screen.button("Simulate"));
        screen.label("found neither -To nor -DestinationMac, expected one of them");
    }

    @Test
    void shouldRefuseWhatIsNoPacketAndNoFilterInOneSentence() throws Exception {
        enter("tpc dst 7");
        screen.press("Return");
        screen.label("found 'tpc' in what the packet is, expected words such as tcp dst port 22");
        screen.look("trace-refused");
        screen.click(screen.button("Follow live"));
        screen.label("expected one in the syntax of pcap-filter(7)");
        screen.button("Follow live");
    }

    @Test
    void shouldShowHeadersBytesAndWhatWasChangedAndStepThroughThem() throws Exception {
        choose("Port where the packet enters", "prod / scanner");
        enter("dst ff:ff:ff:ff:ff:ff dst 10.0.10.255 udp dst 9");
        screen.press("Return");
        final Table steps = steps();
        screen.await("a copy with a tag", () -> row(steps, "core", "switch", "deliver", "vlan") >= 0);
        final Tree fields = screen.find(Tree.class, "the fields", tree -> true);
        screen.await("headers", () -> texts(fields).containsAll(List.of("Ethernet", "IPv4", "UDP")));
        screen.label("as it entered at scanner");
        final int leaves = screen.ui(() -> row(steps, "core", "switch", "deliver", "vlan"));
        for (int step = 0; step <= leaves; step++) {
            screen.press("alt+Right");
        }
        assertThat(screen.ui(steps::getSelectionIndex)).isEqualTo(leaves);
        screen.label("as it left at core");
        screen.await("the tag", () -> texts(fields).contains("802.1Q VLAN tag"));
        final Table changes = screen.find(Table.class, "what changed", table -> has(table, "Before"));
        screen.await("the tag as added", () -> IntStream.range(0, changes.getItemCount())
                .mapToObj(row -> changes.getItem(row).getText(0)).toList()
                .equals(List.of("\u2260 changed", "+ added", "+ added", "+ added", "+ added")));
        final StyledText bytes = screen.find(StyledText.class, "the bytes", text -> text.getText().startsWith("0000  "));
        screen.click(screen.ui(() -> {
            final Point at = bytes.getLocationAtOffset(6 + 3 * 6 + 4);
            return bytes.toDisplay(at.x, at.y + bytes.getLineHeight() / 2);
        }));
        screen.await("the field of the byte", () -> fields.getSelectionCount() == 1
                && fields.getSelection()[0].getText().equals("Source"));
        assertThat(screen.ui(() -> bytes.getStyleRanges().length)).isPositive();
        screen.look("trace-details");
        screen.press("alt+Left");
        assertThat(screen.ui(steps::getSelectionIndex)).isEqualTo(leaves - 1);
        screen.click(screen.button("Copy text"));
        screen.await("the text", () -> screen.clipboard().contains("VMNetworkAdapterName")
                && screen.clipboard().contains("-----"));
    }

    @Test
    void shouldSupposeAnotherRuleAndChangeItInPlace() throws Exception {
        choose("Port where the packet enters", "prod / scanner");
        choose("Port that a simulated packet is for", "db");
        enter("tcp dst 7");
        screen.press("Return");
        final Table steps = steps();
        screen.await("the drop", () -> row(steps, "db", FILTERING, "drop", "acl[0]") >= 0);
        screen.click(screen.button("Rule\u2026"));
        screen.label("acl[0] of " + FILTERING + " at port db");
        final Text rule = screen.find(Text.class, "the rule", text -> text.getText().contains("\"deny\""));
        final String allow = screen.ui(rule::getText).replace("deny", "allow");
        screen.click(rule);
        screen.press("ctrl+a");
        screen.type(allow);
        screen.look("trace-rule");
        final int before = commands.journal().size();
        screen.press("Return");
        screen.label("What if: Delivered at db.");
        assertThat(commands.journal()).hasSize(before);
        screen.click(screen.button("Change the rule"));
        screen.label("prod: scanner to db.  Delivered at db.");
        assertThat(commands.journal().getLast().command()).startsWith("Edit-VMSwitch -Name prod -Set 'ports.db.");
        screen.press("ctrl+z");
        screen.await("the undo", () -> commands.journal().getLast().undoes().isPresent());
    }

    @Test
    @EnabledIfSystemProperty(named = "signalbox.nightly", matches = "true",
            disabledReason = "makes 4,000 machines, with --nightly")
    void shouldFindAPortAmongThousandsByWhatIsTyped() throws Exception {
        final ServiceRegistration<VirtualSwitches> large = context.registerService(VirtualSwitches.class,
                LargeFabric.over(engine), new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        try {
            final Combo from = screen.find(Combo.class, "a short list", combo ->
                    List.of(combo.getItems()).equals(List.of("H1/prod / vm0001", "Find another\u2026")));
            screen.ui(from::setFocus);
            screen.press("Down");
            final Screen finder = screen.dialog("Find a port");
            finder.label("4\u202f063 found");
            finder.type("h7/ 070");
            finder.label("2 found");
            finder.press("Down");
            finder.look("trace-find");
            finder.press("Return");
            screen.await("the port", () -> from.getText().equals("H7/prod / vm0700"));
            screen.await("the focus", from::isFocusControl);
            screen.press("Down");
            screen.dialog("Find a port").press("Escape");
            screen.await("that it is gone", () -> from.isFocusControl() && from.getText().equals("H7/prod / vm0700"));
        } finally {
            large.unregister();
        }
        choose("Port where the packet enters", "prod / scanner");
    }

    private static List<String> texts(Tree tree) {
        return Stream.of(tree.getItems()).map(TreeItem::getText).toList();
    }

    private Table steps() {
        return screen.find(Table.class, "the steps", table -> has(table, "Changed"));
    }

    private static boolean has(Table table, String column) {
        return Stream.of(table.getColumns()).anyMatch(each -> each.getText().equals(column));
    }

    private static int row(Table table, String port, String stage, String verdict, String rule) {
        for (int i = 0; i < table.getItemCount(); i++) {
            if (table.getItem(i).getText(PORT).equals(port) && table.getItem(i).getText(STAGE).equals(stage)
                    && table.getItem(i).getText(VERDICT).equals(verdict)
                    && table.getItem(i).getText(RULE).equals(rule)) {
                return i;
            }
        }
        return -1;
    }

    /** Chooses by the keyboard: an open list takes the keys down to the item. */
    private void choose(String tip, String item) {
        final Combo combo = screen.find(Combo.class, "the list " + tip, each -> each.getToolTipText() != null
                && each.getToolTipText().startsWith(tip) && List.of(each.getItems()).contains(item));
        screen.ui(combo::setFocus);
        screen.settle();
        final int steps = screen.ui(() -> combo.indexOf(item) - combo.getSelectionIndex());
        for (int i = 0; i < Math.abs(steps); i++) {
            screen.press(steps > 0 ? "Down" : "Up");
        }
        screen.await(item, () -> combo.getText().equals(item));
    }

    private void enter(String text) {
        final Text field = screen.find(Text.class, "the packet",
                each -> each.getToolTipText() != null && each.getToolTipText().startsWith("What the packet is"));
        screen.click(field);
        screen.press("ctrl+a");
        screen.type(text);
    }
}
