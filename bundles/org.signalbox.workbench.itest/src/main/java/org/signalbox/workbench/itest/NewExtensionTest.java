package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/** The wizard for a new extension, driven by pointer and keys; the launcher is a short script. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NewExtensionTest {

    private static final String LAUNCHER = """
            #!/bin/sh
            case $2 in
                broken) echo 'signalbox: building' >&2; echo 'signalbox: the build failed; see build.log' >&2; exit 1 ;;
                slow) sleep 600 ;;
                *) mkdir "$2"; echo "$@" >"$2/asked" ;;
            esac
            """;

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @TempDir
    Path folder;
    private Screen screen;
    private Screen wizard;

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        final Path launcher = Files.writeString(Path.of(context.getProperty(Places.LAUNCHER)), LAUNCHER);
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        screen = Screen.open(face);
    }

    @AfterEach
    void close() throws Exception {
        try {
            if (wizard != null && wizard.isThere()) {
                wizard.press("Escape", "Escape");
            }
            screen.close();
        } finally {
            Files.delete(Path.of(context.getProperty(Places.LAUNCHER)));
        }
    }

    @Test
    void shouldMakeAProjectAndSayHowToGoOn() throws Exception {
        screen.front("Extensions");
        screen.click(screen.button("New extension\u2026"));
        wizard = screen.dialog("New extension");
        wizard.type("No-ping");
        told("expected lower-case letters, digits and single hyphens, a letter first");
        assertThat(wizard.ui(() -> wizard.button("&Next >").isEnabled())).isFalse();
        wizard.look("wizard-refusal");
        fill("no-ping", folder);
        wizard.look("wizard-project");
        wizard.click(wizard.button("&Next >"));
        final String line = "New-ExtensionProject -Name no-ping -Kind filtering -Path " + folder;
        final StyledText command = wizard.find(StyledText.class, "the command", text -> !text.getText().isEmpty());
        assertThat(wizard.ui(() -> command.getText().replaceAll("\\s+", " "))).isEqualTo(line);
        wizard.look("wizard-review");
        wizard.click(wizard.button("Copy"));
        assertThat(wizard.clipboard()).isEqualTo(line);
        wizard.click(wizard.button("&Finish"));
        wizard.label("The project is made");
        told("It is in " + folder.resolve("no-ping"));
        wizard.look("wizard-done");
        assertThat(folder.resolve("no-ping/asked")).hasContent("new-extension no-ping --kind filtering");
        assertThat(commands.journal().getLast().command()).isEqualTo(line);
        wizard.click(wizard.button("Copy"));
        assertThat(wizard.clipboard()).isEqualTo("cd " + folder.resolve("no-ping") + "\nmvn package\n"
                + context.getProperty(Places.LAUNCHER) + " dev .");
        wizard.click(wizard.button("Close"));
        screen.await("the wizard to close", () -> !wizard.isThere());
    }

    @Test
    void shouldTellARefusalAndMakeTheOtherKindFromTheMenu() throws Exception {
        screen.press("alt+f", "n", "e");
        wizard = screen.dialog("New extension");
        fill("broken", folder);
        wizard.click(wizard.find(Button.class, "the kind", radio -> radio.getText().startsWith("Forwarding: ")));
        next();
        wizard.click(wizard.button("&Finish"));
        told("the build failed; see build.log");
        wizard.look("wizard-failed");
        wizard.click(wizard.button("< &Back"));
        fill("hub", folder);
        next();
        wizard.click(wizard.button("&Finish"));
        wizard.label("The project is made");
        assertThat(folder.resolve("hub/asked")).hasContent("new-extension hub --kind forwarding");
        wizard.click(wizard.button("Close"));
        screen.await("the wizard to close", () -> !wizard.isThere());
    }

    @Test
    void shouldStopWhatItRunsWhenTheUserCancels() throws Exception {
        screen.front("Extensions");
        screen.click(screen.button("New extension\u2026"));
        wizard = screen.dialog("New extension");
        fill("slow", folder);
        next();
        final long entries = commands.journal().size();
        wizard.click(wizard.button("&Finish"));
        wizard.label("Making slow.");
        wizard.look("wizard-running");
        wizard.click(wizard.button("Cancel"));
        told("Cancelled; nothing was made.");
        assertThat(ProcessHandle.current().descendants().filter(each -> each.info().commandLine().orElse("")
                .contains("sleep 600"))).isEmpty();
        assertThat(commands.journal()).hasSize((int) entries);
        wizard.click(wizard.button("Cancel"));
        screen.await("the wizard to close", () -> !wizard.isThere());
    }

    /** Enters a name and a folder on the first page and waits until they are found good. */
    private void fill(String name, Path place) {
        enter(wizard.find(Text.class, "the name", text -> text.getToolTipText() != null
                && text.getToolTipText().startsWith("Lower-case")), name);
        enter(wizard.find(Text.class, "the folder", text -> text.getToolTipText() != null
                && text.getToolTipText().startsWith("The project's own")), place.toString());
        wizard.await("Next to be there", () -> wizard.button("&Next >").isEnabled());
    }

    private void enter(Text field, String text) {
        wizard.click(field);
        wizard.press("ctrl+a");
        wizard.type(text);
    }

    private void next() {
        wizard.click(wizard.button("&Next >"));
        wizard.find(StyledText.class, "the command", text -> !text.getText().isEmpty());
    }

    /** Waits until the head of the wizard says so. */
    private void told(String part) {
        wizard.find(Text.class, "the message " + part, text -> text.getText().contains(part));
        wizard.settle();
    }
}
