package org.signalbox.sdk;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.SourceVersion;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.signalbox.command.Command;
import org.signalbox.command.CommandName;
import org.signalbox.command.Operation;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Places;
import org.signalbox.schema.Doc;
import org.signalbox.vswitch.ExtensionKind;

/**
 * Makes a Maven project with a new extension, as the launcher's {@code new-extension} does. The first time what
 * projects are built with is put into Maven's local repository, which takes some minutes. Interrupting its thread ends
 * it, and no project is left.
 */
@Component(service = Command.class)
public final class NewExtensionProject implements Operation<NewExtensionProject.Parameters> {
    /** Of this command. */
    public record Parameters(
            @Doc("Name of the project and id of the extension: lower-case letters, digits and single hyphens, a letter "
                    + "first.") String name,
            @Doc("What the extension may do. capturing: see frames; filtering: drop and change them, too; forwarding: "
                    + "choose where they go.") ExtensionKind kind,
            @Doc("Folder that the project's own is made in; by default where the product was started.")
            Optional<String> path) {
    }

    /**
     * What was made.
     *
     * @param project its folder
     * @param enter   what leads a shell there
     * @param build   what builds it there
     * @param dev     what tries each change of it on a lab there
     */
    public record Row(String project, String enter, String build, String dev) {
    }

    /** The launcher knows the same rule and the same words; it has the last say. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Optional<Launcher> launcher;

    /** Finds the launcher. */
    @Activate
    public NewExtensionProject(BundleContext context) {
        this(Optional.ofNullable(context.getProperty(Places.LAUNCHER)).map(Path::of).map(Launcher::new));
    }

    NewExtensionProject(Optional<Launcher> launcher) {
        this.launcher = launcher;
    }

    @Override
    public CommandName name() {
        return new CommandName("New", "ExtensionProject");
    }

    @Override
    public String summary() {
        return "Makes a Maven project with a new extension, its test and its README.";
    }

    @Override
    public Class<Parameters> parameters() {
        return Parameters.class;
    }

    @Override
    public List<Row> execute(Parameters given) throws RefusedException {
        final Path project = project(given);
        launcher().run(project.getParent(), "new-extension", given.name(), "--kind", word(given.kind()));
        return List.of(new Row(project.toString(), "cd " + quoted(project), "mvn package",
                quoted(launcher().file()) + " dev ."));
    }

    @Override
    public String whatIf(Parameters given) throws RefusedException {
        final Path project = project(given);
        launcher();
        return "would make the project " + project + " with a " + word(given.kind()) + " extension";
    }

    private Launcher launcher() throws RefusedException {
        return launcher.filter(Launcher::isThere).orElseThrow(() -> new RefusedException("found no launcher"
                + launcher.map(there -> " at " + there.file()).orElse("") + ", expected the property "
                + Places.LAUNCHER + " to name it"));
    }

    /** As a shell takes it for one word. */
    private static String quoted(Path file) {
        final String path = file.toString();
        return path.matches("[A-Za-z0-9_./+-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }

    private static String word(ExtensionKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Where the project will be. */
    private static Path project(Parameters given) throws RefusedException {
        final String name = given.name();
        if (!NAME.matcher(name).matches()) {
            throw new RefusedException("found the name \"" + name.replaceAll("\\p{Cntrl}", "?")
                    + "\", expected lower-case letters, digits and single hyphens, a letter first");
        }
        // the package has it without hyphens
        final String plain = name.replace("-", "");
        if (SourceVersion.isKeyword(plain)
                || Stream.of(ExtensionKind.values()).map(NewExtensionProject::word).anyMatch(plain::equals)) {
            throw new RefusedException("found the name \"" + name
                    + "\", which has a meaning of its own, expected another");
        }
        final Path folder = folder(given.path().orElse(""));
        if (!Files.isDirectory(folder)) {
            throw new RefusedException("found no folder " + folder + ", expected one to make the project in");
        }
        final Path project = folder.resolve(name);
        if (Files.exists(project, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException("found " + project + " already, expected a name that is free there");
        }
        return project;
    }

    private static Path folder(String text) throws RefusedException {
        try {
            return Path.of(text).toAbsolutePath().normalize();
        } catch (final InvalidPathException nonsense) {
            throw new RefusedException("found '" + text.replaceAll("\\p{Cntrl}", "?")
                    + "', expected the path of a folder", nonsense);
        }
    }
}
