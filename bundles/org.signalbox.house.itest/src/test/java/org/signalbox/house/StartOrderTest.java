package org.signalbox.house;

import static org.assertj.core.api.Assertions.assertThat;

import aQute.bnd.osgi.Domain;
import aQute.bnd.osgi.resource.ResourceBuilder;
import aQute.bnd.osgi.resource.ResourceUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarInputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.namespace.IdentityNamespace;
import org.osgi.resource.Namespace;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** The order in which the workbench's bundles start, and which are installed later (ADR 12). */
class StartOrderTest {

    private static final Path PRODUCT = BuiltBundle.root().resolve("product");

    @TempDir
    Path folder;

    @Test
    void shouldStartTheWindowBeforeWhatItCanDoWithout() throws Exception {
        final List<String> all = bundles();
        final String told = ordered(all);
        final List<String> first = names("launch.bundles", told);
        final List<String> later = names("signalbox.later", told);
        final List<String> installed = new ArrayList<>(later);
        installed.removeAll(first);
        installed.addAll(first);
        assertThat(installed).containsExactlyInAnyOrderElementsOf(all);
        assertThat(first).containsSubsequence("org.apache.felix.scr", "org.signalbox.workbench.shell",
                "org.signalbox.launch", "org.signalbox.workbench.topology");
        assertThat(later).containsSubsequence("org.apache.aries.spifly.dynamic.bundle", "org.snakeyaml.engine",
                "org.signalbox.fabric").contains("org.apache.felix.configadmin");
    }

    @Test
    void shouldInstallAtOnceWhatAnyOfTheFirstBundlesCanUse() throws Exception {
        final String told = ordered(bundles());
        final List<String> names = names("launch.bundles", told);
        final List<Resource> all = resources();
        final List<Resource> bundles = all.stream().filter(each -> names.contains(name(each))).toList();
        assertThat(bundles).hasSameSizeAs(names);
        final List<Resource> later = all.stream().filter(each -> !bundles.contains(each))
                .filter(each -> names("signalbox.later", told).contains(name(each))).toList();
        assertThat(later).isNotEmpty();
        // the framework itself is among the first
        final List<Resource> first = all.stream().filter(each -> !later.contains(each)).toList();
        assertThat(bundles.stream().flatMap(each -> each.getRequirements(null).stream())
                .filter(each -> !"active".equals(each.getDirectives().get(Namespace.REQUIREMENT_EFFECTIVE_DIRECTIVE)))
                .filter(each -> isOffered(each, later) && !isOffered(each, first)).map(Requirement::toString)).isEmpty();
    }

    private static boolean isOffered(final Requirement wanted, final Collection<Resource> by) {
        return by.stream().flatMap(each -> each.getCapabilities(wanted.getNamespace()).stream())
                .anyMatch(each -> ResourceUtils.matches(wanted, each));
    }

    /** The names of the product's bundles, as it lists them. */
    private static List<String> bundles() throws IOException {
        return Pattern.compile("\t([\\w.]+);version=").matcher(Files.readString(PRODUCT.resolve("workbench.bndrun")))
                .results().map(match -> match.group(1)).toList();
    }

    /** What the bundles in the built product offer and want. */
    private static List<Resource> resources() throws Exception {
        final List<Resource> resources = new ArrayList<>();
        try (ZipFile product = new ZipFile(PRODUCT.resolve("target/workbench.jar").toFile())) {
            for (final ZipEntry entry : product.stream().filter(each -> each.getName().endsWith(".jar")).toList()) {
                try (JarInputStream jar = new JarInputStream(product.getInputStream(entry))) {
                    final ResourceBuilder builder = new ResourceBuilder();
                    if (jar.getManifest() != null && builder.addManifest(Domain.domain(jar.getManifest()))) {
                        resources.add(builder.build());
                    }
                }
            }
        }
        return resources;
    }

    private static String name(final Resource bundle) {
        return (String) bundle.getCapabilities(IdentityNamespace.IDENTITY_NAMESPACE).getFirst().getAttributes()
                .get(IdentityNamespace.IDENTITY_NAMESPACE);
    }

    /** What the launcher makes of a list of bundles. */
    private String ordered(final List<String> names) throws IOException, InterruptedException {
        final Path properties = Files.writeString(folder.resolve("properties"), names.stream()
                .map(name -> "jar/" + name + "-1.0.0.jar").collect(Collectors.joining(",", "launch.bundles=", "\n")));
        final Process shell = new ProcessBuilder("sh", "-c",
                "eval \"$(sed -n '/^start_order()/,/^}/p' \"$0\")\"; start_order",
                PRODUCT.resolve("signalbox").toString())
                .redirectInput(properties.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        final String told = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return told;
    }

    private static List<String> names(final String property, final String told) {
        final String line = told.lines().filter(each -> each.startsWith(property + "=")).findFirst().orElseThrow();
        return Pattern.compile("jar/([\\w.]+)-1\\.0\\.0\\.jar").matcher(line).results()
                .map(match -> match.group(1)).toList();
    }
}
