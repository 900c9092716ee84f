package org.signalbox.console;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.CommandText;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Face;
import org.signalbox.face.Places;

/**
 * The console as a face: {@code console [--fabric FILE] [--script FILE]}. It runs the script, or the lines of standard input
 * when that is no terminal, and stops at the first line that is refused; on a terminal it asks for lines until {@code exit}.
 */
@Component(property = Face.NAME + "=console")
public final class ConsoleFace implements Face {
    private static final int BAD_INPUT = 2;

    private final BundleContext context;
    private final Commands commands;
    private final CommandProcessor processor;

    /**
     * @param context   the bundle's
     * @param processor Gogo
     */
    @Activate
    public ConsoleFace(BundleContext context, @Reference Commands commands, @Reference CommandProcessor processor) {
        this.context = context;
        this.commands = commands;
        this.processor = processor;
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException, IOException {
        Optional<String> fabric = Optional.empty();
        Optional<String> script = Optional.empty();
        for (final Iterator<String> rest = arguments.iterator(); rest.hasNext();) {
            final String option = rest.next();
            if (!List.of("--fabric", "--script").contains(option) || !rest.hasNext()) {
                return refuse("signalbox console: found '" + option + "', expected --fabric FILE or --script FILE");
            }
            if (option.equals("--fabric")) {
                fabric = Optional.of(rest.next());
            } else {
                script = Optional.of(rest.next());
            }
        }
        try (ConsoleSession session = new ConsoleSession(new Cmdlets(commands), new Gogo(processor), "console")) {
            if (fabric.isPresent()) {
                session.execute("Import-Fabric " + CommandText.quote(fabric.get()));
            }
            final boolean terminal = System.console() != null && System.console().isTerminal();
            if (terminal && script.isEmpty()) {
                new Prompt(session, history()).run(greeting());
                return 0;
            }
            System.err.print(warnings());
            if (script.isPresent()) {
                return script(session, script.get());
            }
            return new Script(session, "standard input").run(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        } catch (final RefusedException refused) {
            return refuse(refused.getMessage());
        }
    }


    private static int script(ConsoleSession session, String file) {
        try (BufferedReader lines = Files.newBufferedReader(Path.of(file))) {
            return new Script(session, file).run(lines);
        } catch (final CharacterCodingException foreign) {
            return refuse(file + ": found bytes that are no UTF-8, expected a text");
        } catch (final IOException | InvalidPathException unreadable) {
            return refuse(file + ": found no file that can be read, expected a script with a command on each line");
        }
    }

    private String greeting() {
        final Version version = context.getBundle().getVersion();
        return "Signalbox " + version.getMajor() + '.' + version.getMinor() + '.' + version.getMicro()
                + ". help lists the commands, Tab completes, exit leaves.\n" + warnings();
    }

    /** What the document that runs leaves to warn of. */
    private String warnings() {
        return commands.warnings().stream().map(warning -> "Warning: " + warning + "\n").collect(Collectors.joining());
    }

    private Optional<Path> history() {
        return Optional.ofNullable(context.getProperty(Places.HOME)).map(home -> Path.of(home, "console.history"));
    }

    private static int refuse(String sentence) {
        System.err.println(sentence);
        return BAD_INPUT;
    }
}
