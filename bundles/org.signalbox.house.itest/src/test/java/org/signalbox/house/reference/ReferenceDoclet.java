package org.signalbox.house.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

import javax.lang.model.SourceVersion;
import javax.tools.Diagnostic;
import jdk.javadoc.doclet.Doclet;
import jdk.javadoc.doclet.DocletEnvironment;
import jdk.javadoc.doclet.Reporter;

/**
 * Writes the reference as one Markdown file, {@code --out FILE}: each {@code --whole PACKAGE} with all that is public,
 * and of each {@code --named PACKAGE} the types that something in the reference names, in the order of the options.
 * What names a type of a package {@code --without PACKAGE} is left out, since only the engine calls it.
 */
public final class ReferenceDoclet implements Doclet {
    private final List<String> packages = new ArrayList<>();
    private final List<String> whole = new ArrayList<>();
    private final List<String> without = new ArrayList<>();
    private final List<Path> out = new ArrayList<>();
    private Reporter reporter;

    @Override
    public void init(final Locale locale, final Reporter reporter) {
        this.reporter = reporter;
    }

    @Override
    public String getName() {
        return "Reference";
    }

    @Override
    public Set<? extends Option> getSupportedOptions() {
        final Consumer<String> both = name -> {
            packages.add(name);
            whole.add(name);
        };
        return Set.of(new Given("--whole", both), new Given("--named", packages::add),
                new Given("--without", without::add), new Given("--out", file -> out.add(Path.of(file))));
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
        return SourceVersion.latest();
    }

    @Override
    public boolean run(final DocletEnvironment environment) {
        final Scope scope = new Scope(environment, packages, whole, without);
        final ReferencePage page = new ReferencePage(scope);
        try {
            Files.writeString(out.getFirst(), page.write());
        } catch (final IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        page.problems().forEach(problem -> reporter.print(Diagnostic.Kind.ERROR, problem));
        return page.problems().isEmpty();
    }

    /** An option with one argument, which may come more than once. */
    private record Given(String name, Consumer<String> taken) implements Option {
        @Override
        public int getArgumentCount() {
            return 1;
        }

        @Override
        public String getDescription() {
            return "see the class comment";
        }

        @Override
        public Kind getKind() {
            return Kind.STANDARD;
        }

        @Override
        public List<String> getNames() {
            return List.of(name);
        }

        @Override
        public String getParameters() {
            return "VALUE";
        }

        @Override
        public boolean process(final String option, final List<String> arguments) {
            taken.accept(arguments.getFirst());
            return true;
        }
    }
}
