package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.schema.Default;
import org.signalbox.schema.Doc;
import org.signalbox.schema.Range;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.workbench.PreferencePage;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;

/** What a newcomer finds: the welcome on an empty fabric, and help in each view. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HelpTest {

    private static final Pattern LINK = Pattern.compile("](?:\\(<([a-z]+):([^>]+)>|\\(([a-z]+):([^)\\s]+))\\)");

    private static final String FILTERING = "org.signalbox.extension.filtering";

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    CommandLine line;

    @InjectService
    VirtualSwitches switches;

    @TempDir
    Path folder;

    private Screen screen;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        final Path empty = Files.writeString(folder.resolve("empty.yaml"), "switches: []");
        commands.run(Invocation.of("Import-Fabric", Map.of("path", empty.toString()), "test"));
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        try {
            screen.close();
        } finally {
            commands.run(Invocation.of("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)), "test"));
            if (switches.extensions().stream().anyMatch(each -> each.id().equals(FILTERING))) {
                commands.run(Invocation.of("Uninstall-VMSwitchExtension", Map.of("name", FILTERING), "test"));
            }
        }
    }

    private StyledText page(String part) {
        return screen.find(StyledText.class, "the page with " + part, text -> text.getText().contains(part));
    }

    private void follow(StyledText page, String words) {
        screen.ui(() -> {
            final int at = page.getText().indexOf(words);
            page.setFocus();
            page.setSelection(at, at + words.length());
            return true;
        });
        screen.press("Return");
    }

    @Test
    void shouldWelcomeAndExplainWhatIsOnTheScreen() throws Exception {
        screen.label("Welcome to Signalbox");
        screen.look("welcome");
        screen.click(screen.button("Demo lab"));
        screen.await("the welcome put away", () -> screen.tabs().size() == Screen.VIEWS);
        assertThat(switches.switches()).hasSize(2);
        screen.press("F1");
        final StyledText page = page("The map of the fabric");
        screen.look("help-topology");
        follow(page, "Packet trace");
        page("What becomes of a packet");
        follow(page, "Trace-VMSwitch");
        page("[-Detailed]");
        screen.click(screen.button("< Back"));
        page("What becomes of a packet");
        screen.front("Journal");
        screen.press("F1");
        page("Who changed what, when");
        final Text search = screen.find(Text.class, "the search", text -> text.getMessage().equals("Search"));
        screen.click(search);
        screen.type("acl drop");
        page("Port policies");
        screen.press("Escape");
        page("Who changed what, when");
        screen.click(screen.button("All pages"));
        follow(page("Cheat sheets"), "Build a switch with two ports and a capture");
        screen.label("0 of 6 done");
        screen.click(screen.button("Make it by command"));
        screen.label("1 of 6 done");
        assertThat(switches.switches()).extracting(each -> each.spec().name()).contains("bench");
        screen.look("help-sheet");
    }

    /** What a partner lets the user set. */
    public record Charts(@Doc("Hours that are kept.") @Default("1") @Range(min = 1, max = 24) int chartHours,
            @Doc("Whether drops are charted, too.") @Default("true") boolean drops) {
    }

    private record ChartsPage(List<Charts> used) implements PreferencePage<Charts> {

        @Override
        public String id() {
            return "acme.charts";
        }

        @Override
        public String title() {
            return "Charts";
        }

        @Override
        public Class<Charts> values() {
            return Charts.class;
        }

        @Override
        public void use(Charts values) {
            used.add(values);
        }
    }

    @Test
    void shouldSetAndKeepThePreferencesOfABundleWhileItsPageComesAndGoes() throws Exception {
        final ChartsPage page = new ChartsPage(new CopyOnWriteArrayList<>());
        ServiceRegistration<?> acme = context.registerService(PreferencePage.class, page, null);
        screen.await("the defaults", () -> !page.used().isEmpty());
        screen.press("ctrl+comma");
        final Screen dialog = screen.dialog("Preferences");
        final org.eclipse.swt.widgets.List pages =
                dialog.find(org.eclipse.swt.widgets.List.class, "the pages", each -> true);
        assertThat(dialog.ui(pages::getItems)).containsExactly("General", "Charts", "Keys");
        dialog.click(pages);
        dialog.press("Home", "Down");
        dialog.look("preferences-charts");
        final Spinner hours = dialog.find(Spinner.class, "the hours", each -> true);
        dialog.click(dialog.ui(() -> hours.toDisplay(20, hours.getSize().y / 2)));
        dialog.press("ctrl+a");
        dialog.type("6");
        dialog.click(dialog.button("&Apply"));
        assertThat(page.used()).containsExactly(new Charts(1, true), new Charts(6, true));
        acme.unregister();
        assertThat(dialog.ui(pages::getItems)).containsExactly("General", "Keys");
        dialog.click(pages);
        dialog.press("End");
        acme = context.registerService(PreferencePage.class, page, null);
        screen.await("what was set", () -> page.used().size() == 3);
        assertThat(page.used().getLast()).isEqualTo(new Charts(6, true));
        dialog.press("Escape");
        screen.await("the dialog closed", () -> !dialog.isThere());
        acme.unregister();
    }

    /** The pages of ours, by where they stand. */
    private Map<String, String> pages() throws Exception {
        final Map<String, String> pages = new LinkedHashMap<>();
        for (final ServiceReference<View> view : context.getServiceReferences(View.class, null)) {
            final String id = (String) view.getProperty(ViewPlace.PREFIX_ + "id");
            final String path = (String) view.getProperty(ViewPlace.PREFIX_ + "help");
            final URL file = path.isBlank() ? null : view.getBundle().getEntry(path);
            assertThat(file).as("the help page of the view " + id).isNotNull();
            pages.put(id, text(file));
        }
        final Bundle help = Stream.of(context.getBundles())
                .filter(each -> each.getSymbolicName().equals("org.signalbox.workbench.help")).findFirst()
                .orElseThrow();
        for (final String own : List.of("guides", "sheets")) {
            final List<URL> files = help.findEntries(own, "*.md", false) == null ? List.of()
                    : Collections.list(help.findEntries(own, "*.md", false));
            for (final URL file : files) {
                pages.put(Path.of(file.getPath()).getFileName().toString().replace(".md", ""), text(file));
            }
        }
        return pages;
    }

    private static String text(URL file) throws Exception {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void shouldHaveAPageForEachViewAndNoLinkThatLeadsNowhere() throws Exception {
        final Map<String, String> pages = pages();
        final List<String> actions = actions();
        final List<String> dead = new ArrayList<>();
        try (CommandLine.Session session = line.open("test")) {
            pages.forEach((id, text) -> {
                assertThat(text).as(id).startsWith("# ");
                final Matcher links = LINK.matcher(text);
                while (links.find()) {
                    final boolean plain = links.group(1) == null;
                    final String what = links.group(plain ? 4 : 2);
                    final boolean alive = switch (links.group(plain ? 3 : 1)) {
                        case "page" -> pages.containsKey(what);
                        case "view" -> actions.contains("view.show." + what.split("\\?")[0]);
                        case "action" -> actions.contains(what);
                        case "cmdlet" -> isCommand(session, what);
                        case "run" -> runs(session, what.replace("{lab}", context.getProperty(Places.LAB)));
                        default -> false;
                    };
                    if (!alive) {
                        dead.add(id + ": " + links.group());
                    }
                }
            });
        }
        assertThat(dead).isEmpty();
    }

    /** The ids of all entries of the menus. */
    private List<String> actions() {
        final List<String> ids = new ArrayList<>();
        screen.ui(() -> {
            collect(screen.shell().getMenuBar(), ids);
            return true;
        });
        return ids;
    }

    private static void collect(Menu menu, List<String> ids) {
        for (final MenuItem item : menu.getItems()) {
            if (item.getMenu() != null) {
                collect(item.getMenu(), ids);
            } else if (item.getData("signalbox.action.id") instanceof String id) {
                ids.add(id);
            }
        }
    }

    /** What cheat sheets run can be run, one line after the other. */
    private static boolean runs(CommandLine.Session session, String line) {
        try {
            session.execute(line);
            return true;
        } catch (RefusedException e) {
            throw new AssertionError(line, e);
        }
    }

    private static boolean isCommand(CommandLine.Session session, String name) {
        try {
            return session.execute("Get-Help " + name).startsWith(name);
        } catch (Exception e) {
            return false;
        }
    }
}
