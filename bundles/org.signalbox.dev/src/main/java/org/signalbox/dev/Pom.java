package org.signalbox.dev;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.signalbox.command.RefusedException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads what matters here of a {@code pom.xml}: its own text, and of its parent's only group and version. */
final class Pom {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
    private static final String COMPILER = "maven-compiler-plugin";
    private static final String BND_PLUGIN = "bnd-maven-plugin";
    /** A value may name another, and so on; what is longer goes in a circle. */
    private static final int DEEPEST = 8;

    private final Path file;
    private final Element root;
    private final Map<String, String> properties = new LinkedHashMap<>();

    private Pom(final Path file, final Element root) {
        this.file = file;
        this.root = root;
    }

    /** @throws RefusedException with one sentence: what is wrong, and where */
    static Project read(final Path folder) throws RefusedException {
        final Path file = folder.resolve(Project.POM);
        return new Pom(file, parse(file)).project(folder);
    }

    private static Element parse(final Path file) throws RefusedException {
        try {
            final DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            final DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(Files.readString(file)))).getDocumentElement();
        } catch (final SAXParseException broken) {
            throw new RefusedException(file.getFileName() + ":" + broken.getLineNumber() + ": found what is no XML ("
                    + broken.getMessage() + "), expected a Maven project", broken);
        } catch (final SAXException | IOException | ParserConfigurationException broken) {
            throw new RefusedException(file.getFileName() + ": found what cannot be read (" + broken.getMessage()
                    + "), expected a Maven project", broken);
        }
    }

    private Project project(final Path folder) throws RefusedException {
        child(root, "properties").ifPresent(all -> children(all).forEach(each ->
                properties.put(each.getTagName(), each.getTextContent().strip())));
        final Optional<Element> parent = child(root, "parent");
        for (final String key : List.of("groupId", "artifactId", "version", "name", "description", "url")) {
            text(root, key).or(() -> key.matches("groupId|version") ? parent.flatMap(from -> text(from, key))
                    : Optional.empty()).ifPresent(value -> properties.put("project." + key, value));
        }
        properties.replaceAll((_, value) -> filled(value));
        final String artifactId = required("artifactId");
        final String version = required("version");
        final Element compiler = configuration(COMPILER);
        final Element bnd = configuration(BND_PLUGIN);
        final Path bndFile = folder.resolve(text(bnd, "bndfile").map(this::filled).orElse(Project.BND));
        return new Project(folder, artifactId, version, properties.getOrDefault("project.name", artifactId),
                Map.copyOf(properties), options(compiler),
                Optional.of(bndFile).filter(Files::isRegularFile),
                text(bnd, "bnd").map(this::filled).orElse(""));
    }

    private String required(final String key) throws RefusedException {
        final String value = properties.get("project." + key);
        if (value == null || value.isEmpty() || value.contains("${")) {
            throw new RefusedException(file.getFileName() + ": found " + (value == null ? "no " + key
                    : "the " + key + " '" + value + "'") + ", expected one that stands in the file");
        }
        return value;
    }

    private List<String> options(final Element compiler) {
        final List<String> options = new ArrayList<>();
        text(compiler, "release").map(this::filled)
                .or(() -> Optional.ofNullable(properties.get("maven.compiler.release")))
                .ifPresent(release -> options.addAll(List.of("--release", release)));
        if (text(compiler, "parameters").map(this::filled)
                .or(() -> Optional.ofNullable(properties.get("maven.compiler.parameters"))).orElse("").equals("true")) {
            options.add("-parameters");
        }
        // -J is for the virtual machine of a javac that is a process
        child(compiler, "compilerArgs").ifPresent(all -> children(all).forEach(each -> {
            final String option = filled(each.getTextContent().strip());
            if (!option.startsWith("-J")) {
                options.add(option);
            }
        }));
        return List.copyOf(options);
    }

    /** The configuration of a plugin, an empty one where there is none. */
    private Element configuration(final String plugin) {
        return child(root, "build").flatMap(build -> child(build, "plugins")).stream()
                .flatMap(plugins -> children(plugins).stream())
                .filter(each -> text(each, "artifactId").orElse("").equals(plugin)).findFirst()
                .flatMap(each -> child(each, "configuration").or(() -> child(each, "executions")
                        .flatMap(all -> children(all).stream().findFirst())
                        .flatMap(execution -> child(execution, "configuration"))))
                .orElseGet(() -> root.getOwnerDocument().createElement("configuration"));
    }

    /** With the values of properties put in; one that is not known stays as it is. */
    private String filled(final String text) {
        String now = text;
        for (int depth = 0; depth < DEEPEST && now.contains("${"); depth++) {
            now = PLACEHOLDER.matcher(now).replaceAll(found -> Matcher.quoteReplacement(
                    properties.getOrDefault(found.group(1), found.group())));
        }
        return now;
    }

    private static Optional<String> text(final Element of, final String name) {
        return child(of, name).map(found -> found.getTextContent().strip());
    }

    private static Optional<Element> child(final Element of, final String name) {
        return children(of).stream().filter(each -> each.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(final Element of) {
        final List<Element> found = new ArrayList<>();
        IntStream.range(0, of.getChildNodes().getLength()).mapToObj(of.getChildNodes()::item)
                .filter(each -> each.getNodeType() == Node.ELEMENT_NODE).map(Element.class::cast).forEach(found::add);
        return found;
    }
}
