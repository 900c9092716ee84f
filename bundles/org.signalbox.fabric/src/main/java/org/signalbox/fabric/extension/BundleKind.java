package org.signalbox.fabric.extension;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.signalbox.vswitch.ExtensionKind;
import org.signalbox.vswitch.extension.CapturingExtension;
import org.signalbox.vswitch.extension.FilteringExtension;
import org.signalbox.vswitch.extension.ForwardingExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What kind of extension a bundle holds, as its classes tell while none of them is loaded. */
final class BundleKind {
    /** A class that is larger is not looked at, nor are more classes, nor more bytes of them. */
    private static final long LARGEST = 4L << 20;
    private static final int MOST_CLASSES = 10_000;
    private static final long MOST_BYTES = 64L << 20;
    private static final Logger LOG = LoggerFactory.getLogger(BundleKind.class);
    private static final Map<String, ExtensionKind> KINDS = Map.of(
            internal(CapturingExtension.class), ExtensionKind.CAPTURING,
            internal(FilteringExtension.class), ExtensionKind.FILTERING,
            internal(ForwardingExtension.class), ExtensionKind.FORWARDING);

    private BundleKind() {
    }

    private static String internal(Class<?> type) {
        return type.getName().replace('.', '/');
    }

    /** The kind that its classes implement; empty where they implement none, several, or are too many to tell. */
    static Optional<ExtensionKind> of(Path file) throws IOException {
        final Set<ExtensionKind> found = EnumSet.noneOf(ExtensionKind.class);
        int classes = 0;
        long bytes = 0;
        try (JarFile jar = new JarFile(file.toFile(), false)) {
            for (JarEntry entry : Collections.list(jar.entries())) {
                if (entry.getName().endsWith(".class") && entry.getSize() >= 0 && entry.getSize() <= LARGEST) {
                    classes++;
                    bytes += entry.getSize();
                    if (found.size() > 1 || classes > MOST_CLASSES || bytes > MOST_BYTES) {
                        return Optional.empty();
                    }
                    collect(jar, entry, found);
                }
            }
        }
        return found.size() == 1 ? Optional.of(found.iterator().next()) : Optional.empty();
    }

    private static void collect(JarFile jar, JarEntry entry, Set<ExtensionKind> found) throws IOException {
        try (InputStream input = jar.getInputStream(entry)) {
            ClassFile.of().parse(input.readNBytes((int) entry.getSize())).interfaces().stream()
                    .map(each -> KINDS.get(each.asInternalName()))
                    .filter(kind -> kind != null).forEach(found::add);
        } catch (IllegalArgumentException noClass) {
            LOG.debug("{} is no class", entry.getName(), noClass);
        }
    }
}
