package org.signalbox.fabric.feature;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureConfiguration;
import org.osgi.service.feature.FeatureExtension;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;
import org.signalbox.command.RefusedException;

/**
 * A feature file as far as it says what to install. Source: OSGi Compendium 8.1, 159 "Feature Service"; variables as in
 * 159.8.
 *
 * @param file           where it was read
 * @param id             group, artifact and version
 * @param name           for humans, or empty
 * @param bundles        coordinates of its bundles, in order
 * @param configurations by PID, variables put in
 */
record FeatureText(Path file, ID id, String name, List<ID> bundles, Map<String, Map<String, Object>> configurations) {
    private static final long LARGEST = 1L << 20;
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");

    /** @throws RefusedException with one sentence, if it is no feature file, or wants what nothing here can do */
    static FeatureText read(Path file, FeatureService service) throws RefusedException {
        final Feature feature = parse(file, service);
        for (Map.Entry<String, FeatureExtension> each : feature.getExtensions().entrySet()) {
            if (each.getValue().getKind() == FeatureExtension.Kind.MANDATORY) {
                throw new RefusedException(file + ": found the mandatory extension '" + each.getKey()
                        + "', which nothing here knows, expected none");
            }
        }
        final List<ID> bundles = feature.getBundles().stream().map(FeatureBundle::getID).toList();
        final Set<String> names = new HashSet<>();
        for (ID bundle : bundles) {
            if (!Artifacts.isPlain(bundle)) {
                throw new RefusedException(file + ": found the bundle '" + bundle
                        + "', expected group:artifact:version of letters, digits, dots and dashes");
            }
            if (!names.add(bundle.getGroupId() + ":" + bundle.getArtifactId() + ":" + bundle.getVersion())) {
                throw new RefusedException(file + ": found the bundle " + bundle + " twice, expected each once");
            }
        }
        final Map<String, Map<String, Object>> configurations = new LinkedHashMap<>();
        for (FeatureConfiguration each : feature.getConfigurations().values()) {
            final Map<String, Object> values = new LinkedHashMap<>();
            for (Map.Entry<String, Object> value : each.getValues().entrySet()) {
                values.put(value.getKey(), substituted(file, value.getValue(), feature.getVariables()));
            }
            configurations.put(each.getPid(), values);
        }
        return new FeatureText(file, feature.getID(), feature.getName().orElse(""), bundles, configurations);
    }

    private static Feature parse(Path file, FeatureService service) throws RefusedException {
        try {
            if (Files.size(file) > LARGEST) {
                throw new RefusedException(file + ": found more than 1 MiB, expected a feature file");
            }
            return service.readFeature(new StringReader(Files.readString(file)));
        } catch (IOException | RuntimeException | StackOverflowError nonsense) {
            throw new RefusedException(file + ": found a file that is no feature (" + describe(nonsense)
                    + "), expected the JSON of an OSGi feature", nonsense);
        }
    }

    private static String describe(Throwable nonsense) {
        Throwable root = nonsense;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        final String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        final String line = message.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() > 200 ? line.substring(0, 200) + "..." : line;
    }

    private static Object substituted(Path file, Object value, Map<String, Object> variables) throws RefusedException {
        if (value instanceof List<?> list) {
            final List<Object> all = new ArrayList<>();
            for (Object each : list) {
                all.add(substituted(file, each, variables));
            }
            return all;
        }
        if (!(value instanceof String text)) {
            return value;
        }
        final StringBuilder whole = new StringBuilder();
        final Matcher variable = VARIABLE.matcher(text);
        while (variable.find()) {
            final Object with = variables.get(variable.group(1));
            if (with == null) {
                throw new RefusedException(file + ": found ${" + variable.group(1)
                        + "} in a configuration, expected a variable that has a value under 'variables'");
            }
            variable.appendReplacement(whole, Matcher.quoteReplacement(with.toString()));
        }
        return variable.appendTail(whole).toString();
    }
}
