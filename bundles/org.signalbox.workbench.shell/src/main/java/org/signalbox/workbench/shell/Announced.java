package org.signalbox.workbench.shell;

import java.net.URL;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.framework.ServiceReference;

/** The properties with which a bundle announced a service of the workbench. What has another type counts as missing. */
record Announced(ServiceReference<?> reference, String prefix) {

    Optional<String> text(String name) {
        return reference.getProperty(prefix + name) instanceof String text && !text.isBlank()
                ? Optional.of(text) : Optional.empty();
    }

    /** @throws IllegalArgumentException if it is missing */
    String required(String name) {
        return text(name).orElseThrow(() -> new IllegalArgumentException("the service of bundle "
                + reference.getBundle().getSymbolicName() + " has no property " + prefix + name));
    }

    /** Several texts, or one. */
    Optional<List<String>> texts(String name) {
        return reference.getProperty(prefix + name) instanceof String[] texts ? Optional.of(List.of(texts))
                : text(name).map(List::of);
    }

    int number(String name, int otherwise) {
        return reference.getProperty(prefix + name) instanceof Integer number ? number : otherwise;
    }

    boolean is(String name) {
        return Boolean.TRUE.equals(reference.getProperty(prefix + name));
    }

    /** A file of the bundle. */
    Optional<URL> entry(String name) {
        return text(name).flatMap(path -> Optional.ofNullable(reference.getBundle().getEntry(path)));
    }

    <E extends Enum<E>> E choice(String name, E[] values, E otherwise) {
        return Stream.of(values).filter(each -> each.name().equals(text(name).orElse(""))).findFirst()
                .orElse(otherwise);
    }
}
