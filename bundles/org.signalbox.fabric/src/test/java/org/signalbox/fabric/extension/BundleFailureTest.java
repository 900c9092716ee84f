package org.signalbox.fabric.extension;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;

/** What is missing, in words, on a real framework. */
class BundleFailureTest {
    @TempDir
    Path folder;
    private Framework framework;

    @BeforeEach
    void start() throws BundleException {
        framework = new FrameworkFactory().newFramework(
                Map.of("org.osgi.framework.storage", folder.resolve("cache").toString()));
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }

    private BundleFile write(String file, String name, String... headers) throws Exception {
        return BundleFile.read(TestJars.bundle(folder.resolve(file), name, "1.0", headers));
    }

    private Bundle install(BundleFile file) throws BundleException {
        return framework.getBundleContext().installBundle(file.file().toUri().toString());
    }

    /** The complaint about a bundle after its file. */
    private String complaint(BundleFile file, List<BundleFile> atHand) throws BundleException {
        final Bundle bundle = install(file);
        Exception refused = new BundleException("it resolves");
        try {
            if (file.isFragment()) {
                refused = new BundleException("a fragment is not started");
            } else {
                bundle.start();
            }
        } catch (BundleException fault) {
            refused = fault;
        }
        return new BundleFailure(framework.getBundleContext()).explain(file, bundle, atHand, refused).getMessage()
                .replace(file.file() + ": ", "").replace(folder.toString(), "DIR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Import-Package | com.acme.util;version="[1,2)"  | the package com.acme.util [1.0.0,2.0.0), which no bundle \
            here exports, expected a bundle that exports it
            Import-Package | com.acme.util                  | the package com.acme.util, which no bundle here exports, \
            expected a bundle that exports it
            Import-Package | org.osgi.framework;version="[7,8]" | the package org.osgi.framework [7.0.0,8.0.0], which \
            is here in version 1.10.0, expected a bundle that exports it
            Require-Bundle | com.acme;bundle-version=2      | the bundle com.acme 2.0.0 or newer, which is not \
            installed here, expected that bundle
            Fragment-Host  | com.acme                       | the host bundle com.acme, which is not installed here, \
            expected that bundle
            Require-Capability | osgi.ee;filter:="(&(osgi.ee=JavaSE)(version=99))" | the execution environment JavaSE \
            99, which
            Require-Capability | osgi.extender;filter:="(&(osgi.extender=osgi.component)(version>=1.5)\
            (!(version>=2)))" | the extender osgi.component [1.5,2), which no bundle here offers, expected a bundle that offers it
            Require-Capability | osgi.service;filter:="(objectClass=com.acme.Clock)" | the service com.acme.Clock, \
            which no bundle here offers, expected a bundle that offers it
            Require-Capability | com.acme.gpu;filter:="(cores>=4)" | the capability com.acme.gpu (cores>=4), which no \
            bundle here offers, expected a bundle that offers it
            """)
    void shouldSayWhatIsMissing(String header, String value, String expected) throws Exception {
        assertThat(complaint(write("x.jar", "org.x", header, value), List.of()))
                .startsWith("found that org.x 1.0.0 needs " + expected).doesNotContain("\n");
    }

    @Test
    void shouldNameTheJarThatWouldHelp() throws Exception {
        final BundleFile old = write("util-1.jar", "com.acme.util", "Export-Package", "com.acme.util;version=1.9");
        final BundleFile right = write("util-2.jar", "com.acme.util",
                "Export-Package", "com.acme.other,com.acme.util;uses:=\"com.acme.other,java.util\";version=\"2.1\"");
        assertThat(complaint(write("x.jar", "org.x", "Import-Package", "com.acme.util;version=2"), List.of(old, right)))
                .isEqualTo("found that org.x 1.0.0 needs the package com.acme.util 2.0.0 or newer, which no bundle "
                        + "here exports, expected it to be installed, too, from DIR/util-2.jar");
    }

    @Test
    void shouldCountTheOthersAndBlameTheOneWhoseNeedIsNotMet() throws Exception {
        install(write("b.jar", "org.b", "Export-Package", "org.b", "Import-Package", "org.c,org.d"));
        assertThat(complaint(write("a.jar", "org.a", "Import-Package", "org.b,org.e;resolution:=optional"), List.of()))
                .isEqualTo("found that org.b 1.0.0 needs the package org.c, which no bundle here exports, and 1 more, "
                        + "expected a bundle that exports it");
    }

    @Test
    void shouldRepeatTheFrameworkWhereNothingIsMissing() throws Exception {
        assertThat(complaint(write("f.jar", "org.f", "Bundle-Activator", "org.f.None"), List.of()))
                .startsWith("found ").endsWith(", expected a bundle that can run here").doesNotContain("\n");
    }

    @Test
    void shouldSurviveManifestsThatMakeNoSense() throws Exception {
        final BundleFile odd = write("odd.jar", "org.odd", "Export-Package", "a;version=\"x.y\",;=,b;:=\"",
                "Provide-Capability", ";;;\"");
        assertThat(Files.exists(odd.file())).isTrue();
        assertThat(complaint(write("x.jar", "org.x", "Import-Package", "a"), List.of(odd)))
                .endsWith("expected a bundle that exports it");
    }
}
