package org.signalbox.dev;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The JDK's own compiler, in this process, with the jars of one class path kept open. One thread at a time. */
final class Compilation implements AutoCloseable {
    private final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    private final StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    Compilation(final List<Path> classPath) throws IOException {
        files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
    }

    /**
     * Compiles all sources of a project.
     *
     * @param classes an empty folder that gets the classes
     * @return the lines of what javac says of errors; none when all went well
     */
    List<String> compile(final Project project, final Path classes) throws IOException {
        final List<Path> sources = project.sourceFiles();
        if (sources.isEmpty()) {
            return List.of("found no source in " + project.sources() + ", expected the class of an extension");
        }
        files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(Files.createDirectories(classes)));
        final List<String> options = new ArrayList<>(List.of("-g", "-proc:none", "-encoding", "UTF-8"));
        options.addAll(project.compilerOptions());
        final StringWriter said = new StringWriter();
        try {
            if (compiler.getTask(said, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call()) {
                return List.of();
            }
        } catch (final IllegalArgumentException unknown) {
            return List.of(Project.POM + ": found options that javac does not take (" + unknown.getMessage()
                    + "), expected those of JDK " + Runtime.version().feature());
        }
        final String folder = project.folder() + project.folder().getFileSystem().getSeparator();
        return said.toString().replace(folder, "").lines().toList();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }
}
