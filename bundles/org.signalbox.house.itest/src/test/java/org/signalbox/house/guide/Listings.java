package org.signalbox.house.guide;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.EngineFilter.includeEngines;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.ToolProvider;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The Java listings of one page, which may use those before them. */
final class Listings {
    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:public )?(?:final )?(?:class|record|interface|enum) (\\w+)");

    private final Path sources;
    private final Path classes;

    /** @param folder for what they become */
    Listings(final Path folder) throws IOException {
        this.sources = Files.createDirectories(folder.resolve("sources"));
        this.classes = Files.createDirectories(folder.resolve("classes"));
    }

    /** Why a listing is not what it should be, or nothing. */
    Optional<String> complaint(final String listing, final Path clone) throws Exception {
        final Matcher of = PACKAGE.matcher(listing);
        final Matcher type = TYPE.matcher(listing);
        if (!of.find() || !type.find()) {
            return Optional.of("found no package and type in the listing, expected a whole file");
        }
        final Path file = Path.of(of.group(1).replace('.', '/'), type.group(1) + ".java");
        final Optional<Path> shown = find(clone, file);
        if (shown.isPresent()) {
            return Files.readString(shown.get()).equals(listing) ? Optional.empty()
                    : Optional.of("found a listing that is not " + clone.relativize(shown.get()));
        }
        final Optional<String> unsound = compile(sources.resolve(file), listing);
        return unsound.isPresent() || !listing.contains("org.junit.jupiter.api") ? unsound
                : test(of.group(1) + "." + type.group(1));
    }

    private static Optional<Path> find(final Path folder, final Path file) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(each -> each.endsWith(file) && Files.isRegularFile(each)).findFirst();
        }
    }

    private Optional<String> compile(final Path file, final String listing) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, listing);
        final StringWriter errors = new StringWriter();
        final boolean sound = ToolProvider.getSystemJavaCompiler().getTask(errors, null, null,
                List.of("-Xlint:all,-classfile,-path,-processing", "-Werror", "-proc:none", "-d", classes.toString(),
                        "-cp", classes + File.pathSeparator + System.getProperty("java.class.path")), null,
                ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, StandardCharsets.UTF_8)
                        .getJavaFileObjects(file)).call();
        return sound ? Optional.empty() : Optional.of("the listing does not compile:\n" + errors);
    }

    private Optional<String> test(final String name) throws Exception {
        final SummaryGeneratingListener listener = new SummaryGeneratingListener();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
            LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request()
                    .selectors(selectClass(loader.loadClass(name))).filters(includeEngines("junit-jupiter")).build(),
                    listener);
        }
        final StringWriter failures = new StringWriter();
        listener.getSummary().printFailuresTo(new PrintWriter(failures, true));
        final long passed = listener.getSummary().getTestsSucceededCount();
        return passed > 0 && passed == listener.getSummary().getTestsFoundCount() ? Optional.empty()
                : Optional.of(passed + " of " + listener.getSummary().getTestsFoundCount() + " tests of " + name
                        + " pass\n" + failures);
    }
}
