package org.signalbox.fabric.feature;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.feature.ID;

/** Artifacts in a folder: beside each other, or as Maven lays out a repository. */
record FolderArtifacts(Path folder) implements Artifacts {

    @Override
    public Optional<Path> find(ID id, String type) {
        return Stream.of(Artifacts.fileName(id, type), Artifacts.layout(id, type)).map(folder::resolve)
                .filter(Files::isRegularFile).findFirst();
    }

    @Override
    public String place() {
        return folder.toString();
    }
}
