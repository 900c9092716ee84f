package org.signalbox.vswitch.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.CommandLine;
import org.signalbox.vswitch.ExtensionLeak;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.itest.partner.LeavesThingsBehind;

/** What a bundle leaves behind is found and named, in the framework of the product. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
class LeakingExtensionTest {
    private static final String ID = "org.signalbox.test.leaves";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    @InjectBundleContext
    BundleContext context;
    @InjectService
    VirtualSwitches switches;
    @InjectService
    CommandLine commandLine;

    @Test
    void shouldNameTheThreadThatOutlivesItsBundle() throws Exception {
        final Bundle bundle = context.installBundle("test:" + ID, new ByteArrayInputStream(
                TestBundle.of(ID, "1.2.3", LeavesThingsBehind.class, Map.of())));
        bundle.start();
        bundle.uninstall();
        try {
            final long end = System.nanoTime() + PATIENCE_NANOS;
            while (leaks().isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
            assertThat(leaks()).singleElement().asString().contains("1.2.3", LeavesThingsBehind.THREAD);
            try (CommandLine.Session session = commandLine.open("test")) {
                assertThat(session.execute("Get-VMSwitchExtensionLeak | Format-List"))
                        .contains(ID, LeavesThingsBehind.THREAD);
            }
        } finally {
            Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().equals(LeavesThingsBehind.THREAD)).forEach(Thread::interrupt);
        }
    }

    private List<ExtensionLeak> leaks() {
        return switches.leaks().stream().filter(leak -> leak.extension().equals(ID)).toList();
    }
}
