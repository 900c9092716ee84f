package org.signalbox.workbench.extensions;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/** Name, kind and folder. What is entered is judged by the command itself, as a what-if, while the user types. */
final class ProjectPage extends WizardPage {

    private static final Map<ExtensionKind, String> KINDS = new EnumMap<>(Map.of(
            ExtensionKind.CAPTURING, "sees frames and may send some of its own",
            ExtensionKind.FILTERING, "drops frames and changes them, too",
            ExtensionKind.FORWARDING, "chooses where frames go, in place of the switch"));

    private final Theme theme;
    private final Supplier<Commands> commands;
    private final Map<ExtensionKind, Button> kinds = new EnumMap<>(ExtensionKind.class);
    private Text name;
    private Text folder;
    private int question;

    ProjectPage(Theme theme, Supplier<Commands> commands) {
        super("project", "A Maven project with a new extension", null);
        this.theme = theme;
        this.commands = commands;
        setDescription("One class, its test, a pom.xml and a README.");
        setPageComplete(false);
    }

    @Override
    public void createControl(Composite parent) {
        final Composite page = new Composite(parent, SWT.NONE);
        final GridLayout layout = new GridLayout(3, false);
        layout.marginWidth = 12;
        layout.marginHeight = 12;
        layout.verticalSpacing = 10;
        layout.horizontalSpacing = 10;
        page.setLayout(layout);
        theme.paint(page, Token.GROUND, Token.TEXT);
        label(page, "Name");
        name = new Text(page, SWT.BORDER);
        name.setMessage("such as no-ping");
        name.setToolTipText("Lower-case letters, digits and single hyphens, a letter first. It is the extension's id.");
        name.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        name.addListener(SWT.Modify, event -> judge());
        label(page, "Kind");
        kinds(page);
        label(page, "Folder");
        folder = new Text(page, SWT.BORDER);
        folder.setToolTipText("The project's own folder is made in this one.");
        folder.setText(System.getProperty("user.home"));
        folder.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        folder.addListener(SWT.Modify, event -> judge());
        final Button browse = new Button(page, SWT.PUSH);
        browse.setText("Browse\u2026");
        browse.addListener(SWT.Selection, event -> browse());
        setControl(page);
        name.setFocus();
    }

    private void label(Composite parent, String text) {
        final Label label = new Label(parent, SWT.NONE);
        label.setText(text);
        theme.paint(label, Token.GROUND, Token.TEXT2);
    }

    private void kinds(Composite page) {
        boolean first = true;
        for (final ExtensionKind kind : ExtensionKind.values()) {
            if (!first) {
                new Label(page, SWT.NONE).setVisible(false);
            }
            first = false;
            final Button radio = new Button(page, SWT.RADIO);
            radio.setText(kind.name().charAt(0) + kind.name().substring(1).toLowerCase(Locale.ROOT) + ": "
                    + KINDS.get(kind));
            radio.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
            radio.setSelection(kind == ExtensionKind.FILTERING);
            radio.addListener(SWT.Selection, event -> judge());
            kinds.put(kind, radio);
        }
    }

    private void browse() {
        final DirectoryDialog dialog = new DirectoryDialog(getShell());
        dialog.setText("Folder for the project");
        dialog.setFilterPath(folder.getText());
        Optional.ofNullable(dialog.open()).ifPresent(folder::setText);
    }

    /** What the user wants, as it stands. */
    Project project() {
        final ExtensionKind kind = kinds.entrySet().stream().filter(each -> each.getValue().getSelection())
                .map(Map.Entry::getKey).findFirst().orElse(ExtensionKind.FILTERING);
        return new Project(name.getText().strip(), kind, folder.getText().strip());
    }

    /** Asks off the user interface's thread, as a folder may be slow; an answer to what was typed before is dropped. */
    private void judge() {
        question++;
        setPageComplete(false);
        final int asked = question;
        final Project project = project();
        if (project.name().isEmpty()) {
            setErrorMessage(null);
            return;
        }
        Thread.ofVirtual().name("judge " + project.name()).start(() -> {
            final Optional<String> refusal = refusal(project);
            if (!name.isDisposed()) {
                name.getDisplay().asyncExec(() -> {
                    if (!name.isDisposed() && asked == question) {
                        setErrorMessage(refusal.orElse(null));
                        setPageComplete(refusal.isEmpty());
                    }
                });
            }
        });
    }

    private Optional<String> refusal(Project project) {
        final Commands running = commands.get();
        if (running == null) {
            return Optional.of("The fabric is not running.");
        }
        try {
            project.cmdlet().whatIf(running);
            return Optional.empty();
        } catch (RefusedException refused) {
            return Optional.of(refused.getMessage());
        }
    }
}
