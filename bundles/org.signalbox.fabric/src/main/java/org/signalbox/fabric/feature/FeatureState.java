package org.signalbox.fabric.feature;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.signalbox.schema.JsonText;
import org.signalbox.schema.Schema;

/**
 * The features that are installed and what they brought.
 *
 * @param features in the order in which they came
 * @param brought  names and versions of bundles that were not here before; they go with the last feature that has them
 */
record FeatureState(List<Installed> features, List<String> brought) {
    private static final Schema<FeatureState> SCHEMA = Schema.of(FeatureState.class);

    /**
     * An installed feature.
     *
     * @param id             group and artifact
     * @param version        of the feature
     * @param name           for humans, or empty
     * @param bundles        symbolic names and versions
     * @param configurations PIDs
     */
    record Installed(String id, String version, String name, List<String> bundles, List<String> configurations) {
    }

    FeatureState {
        features = List.copyOf(features);
        brought = List.copyOf(brought);
    }

    /** Reads what {@link #write} wrote; nothing is installed where there is no file. */
    static FeatureState read(Path file) throws IOException {
        return Files.exists(file) ? SCHEMA.bind(JsonText.parse(Files.readString(file)))
                : new FeatureState(List.of(), List.of());
    }

    void write(Path file) throws IOException {
        final Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(next, JsonText.pretty(SCHEMA.unbind(this)));
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    Optional<Installed> find(String id) {
        return features.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    /** Whether a feature other than one has a bundle. */
    boolean isUsedBeside(String id, String bundle) {
        return features.stream().anyMatch(each -> !each.id().equals(id) && each.bundles().contains(bundle));
    }

    /** One feature in the place of that with an id, or none. */
    FeatureState with(String id, Optional<Installed> feature, List<String> brought) {
        final List<Installed> next = new ArrayList<>(features);
        next.removeIf(each -> each.id().equals(id));
        feature.ifPresent(next::add);
        return new FeatureState(next, brought);
    }
}
