package org.signalbox.fabric.repository;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import aQute.bnd.osgi.repository.XMLResourceGenerator;
import aQute.bnd.osgi.resource.ResourceBuilder;
import org.signalbox.fabric.extension.JarStore;

/** Writes indexes by bnd. */
public final class TestIndex {

    private TestIndex() {
    }

    /** Indexes all jars directly in a folder. */
    public static Path write(Path folder) throws Exception {
        final XMLResourceGenerator index = new XMLResourceGenerator().name("test").indent(1);
        try (Stream<Path> jars = Files.list(folder).filter(each -> each.toString().endsWith(".jar")).sorted()) {
            for (Path jar : jars.toList()) {
                final ResourceBuilder resource = new ResourceBuilder();
                try (var file = new JarFile(jar.toFile())) {
                    resource.addManifest(file.getManifest());
                }
                resource.addContentCapability(URI.create(jar.getFileName().toString()), JarStore.digest(jar),
                        Files.size(jar), "application/vnd.osgi.bundle");
                index.resource(resource.build());
            }
        }
        index.save(folder.resolve("index.xml").toFile());
        return folder.resolve("index.xml");
    }
}
