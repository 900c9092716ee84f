package org.signalbox.workbench.help;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.signalbox.command.Command;
import org.signalbox.command.CommandLine;
import org.signalbox.command.Commands;
import org.signalbox.command.RefusedException;
import org.signalbox.face.Places;
import org.signalbox.workbench.View;
import org.signalbox.workbench.ViewPlace;
import org.signalbox.workbench.help.Block.Code;
import org.signalbox.workbench.help.Page.Kind;

/** Reads pages from the bundles that run. Holds nothing of them; may block, so not for the window's thread. */
final class Library {

    private static final String COMMAND = "cmdlet:";

    private final BundleContext context;
    private final Supplier<Commands> commands;
    private final Supplier<CommandLine> line;

    /** The suppliers give null while nobody provides the service. */
    Library(BundleContext context, Supplier<Commands> commands, Supplier<CommandLine> line) {
        this.context = context;
        this.commands = commands;
        this.line = line;
    }

    /** All that there is now. */
    Shelf read() throws IOException {
        final List<Page> pages = new ArrayList<>();
        own(pages, "sheets", Kind.SHEET);
        own(pages, "guides", Kind.GUIDE);
        for (final ServiceReference<View> view : views()) {
            final Page page = page(view);
            if (page != null) {
                pages.add(page);
            }
        }
        final Map<String, String> cmdlets = new TreeMap<>();
        final Commands running = commands.get();
        if (running != null) {
            for (final Command<?> each : running.commands()) {
                cmdlets.put(each.name().toString(), each.summary());
            }
        }
        return new Shelf(pages, cmdlets);
    }

    private Collection<ServiceReference<View>> views() {
        try {
            return context.getServiceReferences(View.class, null);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A view's page, which says so where its bundle brings none; null for a view that goes. */
    private static Page page(ServiceReference<View> view) throws IOException {
        final Bundle bundle = view.getBundle();
        if (bundle == null || !(view.getProperty(ViewPlace.PREFIX_ + "id") instanceof String id)
                || !(view.getProperty(ViewPlace.PREFIX_ + "title") instanceof String title)) {
            return null;
        }
        final URL file = view.getProperty(ViewPlace.PREFIX_ + "help") instanceof String path && !path.isBlank()
                ? bundle.getEntry(path) : null;
        return Page.of(id, Kind.VIEW, file != null ? text(file)
                : "# " + title + "\n\nThe bundle of this view, " + bundle.getSymbolicName() + ", brings no help.");
    }

    private void own(List<Page> pages, String folder, Kind kind) throws IOException {
        final Enumeration<URL> files = Optional.ofNullable(context.getBundle().findEntries(folder, "*.md", false))
                .orElse(Collections.emptyEnumeration());
        while (files.hasMoreElements()) {
            final URL file = files.nextElement();
            final String path = file.getPath();
            pages.add(Page.of(path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.')), kind, text(file)));
        }
    }

    private static String text(URL file) throws IOException {
        try (InputStream in = file.openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The help of a command, as {@code Get-Help} has it. */
    Page cmdlet(String name) throws RefusedException {
        final CommandLine console = line.get();
        if (console == null) {
            throw new RefusedException("There is no help for commands: the console's bundle is not running.");
        }
        try (CommandLine.Session session = console.open("workbench")) {
            final Page page = Page.of(COMMAND + name, Kind.CMDLET, session.execute("Get-Help " + name + " -Markdown")
                    .replaceFirst("^#+", "#"));
            return new Page(page.id(), page.kind(), page.blocks().stream().map(Library::broken).toList());
        }
    }

    /** A command's syntax with a line for each parameter, so that none is broken at its dash. */
    private static Block broken(Block block) {
        return block instanceof Code code ? new Code(code.text().replaceAll(" (?=\\[|-[A-Z])", "\n  ")) : block;
    }

    /** Runs a line of the console, in which {@code {lab}} is the path of the demo lab. */
    String run(String typed) throws RefusedException {
        final CommandLine console = line.get();
        if (console == null) {
            throw new RefusedException("Nothing was done: the console's bundle is not running.");
        }
        try (CommandLine.Session session = console.open("workbench")) {
            return session.execute(typed.replace("{lab}", String.valueOf(context.getProperty(Places.LAB))));
        }
    }
}
