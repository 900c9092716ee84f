package org.signalbox.ship;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;
import org.signalbox.schema.JsonText;

/**
 * A feature that a repository is to have. Source: OSGi Compendium 8.1, 159 "Feature Service".
 *
 * @param bundles  it consists of
 * @param contents of its file
 */
record FeatureFile(Coordinates id, List<Coordinates> bundles, byte[] contents) {
    private static final long LARGEST = 1L << 20;

    /** The feature of one bundle, under the bundle's coordinates. */
    static FeatureFile of(final BuiltBundle bundle) {
        final Map<String, Object> json = new LinkedHashMap<>();
        json.put("feature-resource-version", "1.0");
        json.put("id", bundle.coordinates().toString());
        bundle.name().ifPresent(name -> json.put("name", name));
        bundle.description().ifPresent(text -> json.put("description", text));
        json.put("bundles", List.of(Map.of("id", bundle.coordinates().toString())));
        return new FeatureFile(bundle.coordinates(), List.of(bundle.coordinates()),
                JsonText.pretty(json).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The features that a project brings itself.
     *
     * @param folder of them; none where it does not exist
     * @throws RefusedException with one sentence, if one is no feature, or none has the project's bundle
     */
    static List<FeatureFile> in(final Path folder, final BuiltBundle bundle, final FeatureService service)
            throws RefusedException, IOException {
        final List<FeatureFile> features = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            final List<Path> found = new ArrayList<>();
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.json")) {
                files.forEach(found::add);
            }
            for (final Path each : found.stream().sorted().toList()) {
                features.add(read(each, service));
            }
            if (!features.isEmpty()
                    && features.stream().noneMatch(each -> each.bundles().contains(bundle.coordinates()))) {
                throw new RefusedException(folder + ": found no feature with " + bundle.coordinates()
                        + ", expected one that has the bundle of its project");
            }
        }
        return features;
    }

    private static FeatureFile read(final Path file, final FeatureService service)
            throws RefusedException, IOException {
        if (Files.size(file) > LARGEST) {
            throw new RefusedException(file + ": found more than 1 MiB, expected a feature file");
        }
        final byte[] contents = Files.readAllBytes(file);
        final Feature feature;
        try {
            feature = service.readFeature(new StringReader(new String(contents, StandardCharsets.UTF_8)));
        } catch (final IOException | RuntimeException | StackOverflowError nonsense) {
            throw new RefusedException(file + ": found a file that is no feature (" + nonsense.getMessage()
                    + "), expected the JSON of an OSGi feature", nonsense);
        }
        final List<Coordinates> bundles = new ArrayList<>();
        for (final FeatureBundle each : feature.getBundles()) {
            bundles.add(coordinates(file, each.getID()));
        }
        return new FeatureFile(coordinates(file, feature.getID()), bundles, contents);
    }

    private static Coordinates coordinates(final Path file, final ID id) throws RefusedException {
        if (id.getType().isPresent() || id.getClassifier().isPresent()) {
            throw new RefusedException(file + ": found '" + id + "', expected group:artifact:version");
        }
        return Coordinates.of(id.getGroupId(), id.getArtifactId(), id.getVersion()).orElseThrow(() ->
                new RefusedException(file + ": found '" + id
                        + "', expected group:artifact:version of letters, digits, dots and dashes"));
    }
}
