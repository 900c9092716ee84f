package org.signalbox.workbench.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;
import org.osgi.test.common.annotation.InjectBundleContext;
import org.osgi.test.common.annotation.InjectService;
import org.osgi.test.junit5.context.BundleContextExtension;
import org.osgi.test.junit5.service.ServiceExtension;
import org.signalbox.command.Commands;
import org.signalbox.command.Invocation;
import org.signalbox.face.Face;
import org.signalbox.face.Places;
import org.signalbox.frame.FrameBuilder;
import org.signalbox.frame.IpAddress;
import org.signalbox.frame.MacAddress;
import org.signalbox.vswitch.FollowedFrame;
import org.signalbox.vswitch.FollowedFrame.Bytes;
import org.signalbox.vswitch.Following;
import org.signalbox.vswitch.VirtualSwitches;
import org.signalbox.vswitch.decision.Copy;
import org.signalbox.vswitch.decision.Decision;
import org.signalbox.vswitch.decision.Headers;
import org.signalbox.vswitch.decision.Step;
import org.signalbox.vswitch.decision.Verdict;

/** A list of 100,000 frames while thousands a second come. What it measures it prints, and asserts nothing of it. */
@ExtendWith({BundleContextExtension.class, ServiceExtension.class})
@Timeout(value = 4, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@EnabledIfSystemProperty(named = "signalbox.nightly", matches = "true",
        disabledReason = "prints figures of 100,000 frames, with --nightly")
class TraceFloodTest {

    private static final int MOST = 100_000;
    private static final long TICK_NANOS = 10_000_000;
    private static final long MEASURED_NANOS = 5_000_000_000L;
    private static final byte[] FRAME = new FrameBuilder().ethernet(MacAddress.parse("02:00:00:00:00:02"),
            MacAddress.parse("02:00:00:00:00:01")).ipv4(IpAddress.parse("10.0.0.1"), IpAddress.parse("10.0.0.2"))
            .udp(4000, 7).payload(new byte[80]).build();
    private static final Headers HEADERS = new Headers(Optional.of(MacAddress.parse("02:00:00:00:00:01")),
            Optional.of(MacAddress.parse("02:00:00:00:00:02")), 10, Optional.of(0x0800),
            Optional.of(IpAddress.parse("10.0.0.1")), Optional.of(IpAddress.parse("10.0.0.2")), Optional.of(17),
            Optional.of(4000), Optional.of(7));

    @InjectBundleContext
    BundleContext context;

    @InjectService(filter = "(" + Face.NAME + "=workbench)")
    Face face;

    @InjectService
    Commands commands;

    @InjectService
    VirtualSwitches switches;

    private final AtomicReference<Following.Frames> told = new AtomicReference<>();
    private final AtomicLong number = new AtomicLong();
    private ServiceRegistration<VirtualSwitches> flood;
    private Screen screen;

    /** Follows nothing: the test tells of frames. */
    private static final class Told implements Following {
        @Override
        public long lost() {
            return 0;
        }

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public void close() {
        }
    }

    @BeforeEach
    void open() throws Exception {
        Files.deleteIfExists(Path.of(context.getProperty(Places.HOME), "workbench.json"));
        commands.run(Invocation.of("Import-Fabric", Map.of("path", context.getProperty(Places.LAB)), "test"));
        final VirtualSwitches real = switches;
        flood = context.registerService(VirtualSwitches.class, (VirtualSwitches) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {VirtualSwitches.class}, (_, method, arguments) -> {
                    if (method.getName().equals("followFrames")) {
                        told.set((Following.Frames) arguments[2]);
                        return new Told();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }), new Hashtable<>(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        screen = Screen.open(face);
        screen.front("Packet trace");
    }

    @AfterEach
    void close() {
        try {
            screen.close();
        } finally {
            flood.unregister();
        }
    }

    private void tell(int count) {
        for (int i = 0; i < count; i++) {
            final long next = number.incrementAndGet();
            final boolean arrives = next % 9 != 0;
            final Step last = new Step(arrives ? "switch" : "org.signalbox.extension.filtering",
                    arrives ? Verdict.DELIVER : Verdict.DROP, arrives ? "vlan" : "acl[0]",
                    "of frame " + next, Optional.empty());
            told.get().followed(new FollowedFrame(new Decision(next, System.currentTimeMillis() * 1_000_000, "web",
                    FRAME.length, HEADERS, List.of(new Step("switch", Verdict.FORWARD, "learned",
                            "it is behind db " + next, Optional.empty())), List.of(new Copy("db", List.of(last)))),
                    new Bytes(MemorySegment.ofArray(FRAME.clone()), FRAME.length), List.of(Optional.empty())));
        }
    }

    @Test
    void shouldListAHundredThousandFramesWhileThousandsASecondCome() {
        screen.click(screen.button("Follow live"));
        screen.await("the follower", () -> told.get() != null);
        final long empty = used();
        tell(MOST);
        final Table frames = screen.find(Table.class, "the frames", table -> Stream.of(table.getColumns())
                .anyMatch(each -> each.getText().equals("What")));
        screen.await("all frames", () -> frames.getItemCount() == MOST);
        System.out.printf("100,000 frames take %,d MB%n", (used() - empty) >> 20);
        for (final int rate : new int[] {1_000, 5_000, 10_000}) {
            measure(rate);
        }
        assertThat(screen.ui(frames::getItemCount)).isEqualTo(MOST);
        final long newest = number.get();
        screen.await("the newest frame", () -> frames.getItem(MOST - 1).getText(0).equals(String.valueOf(newest)));
        assertThat(screen.ui(() -> frames.getTopIndex() > MOST - 100)).as("its end is on screen").isTrue();
        filtered(frames);
    }

    /** Tells of so many frames a second and asks the window's thread all the while how long it takes to answer. */
    private void measure(int rate) {
        final long start = System.nanoTime();
        final Thread teller = Thread.ofPlatform().start(() -> {
            for (long tick = 1; tick * TICK_NANOS < MEASURED_NANOS; tick++) {
                tell((int) (rate * TICK_NANOS / 1_000_000_000L));
                LockSupport.parkNanos(start + tick * TICK_NANOS - System.nanoTime());
            }
        });
        final long before = number.get();
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        final long window = screen.ui(() -> Thread.currentThread().threadId());
        long longest = 0;
        long most = 0;
        long used = threads.getThreadCpuTime(window);
        final long first = used;
        long asked = 0;
        while (teller.isAlive()) {
            final long ask = System.nanoTime();
            screen.ui(() -> true);
            longest = Math.max(longest, System.nanoTime() - ask);
            final long now = threads.getThreadCpuTime(window);
            most = Math.max(most, now - used);
            used = now;
            asked++;
            LockSupport.parkNanos(1_000_000);
        }
        final long elapsed = System.nanoTime() - start;
        System.out.printf("%,d frames/s told, %,d frames/s kept; the window's thread works %d ms at once at most, %d %% "
                + "of the time; longest wait for it %d ms of %,d%n", rate,
                (number.get() - before) * 1_000_000_000L / elapsed, most / 1_000_000, (used - first) * 100 / elapsed,
                longest / 1_000_000, asked);
    }

    private void filtered(Table frames) {
        final Text filter = screen.find(Text.class, "the filter",
                text -> text.getMessage().startsWith("Filter this list"));
        screen.click(filter);
        screen.type("udp dst port 8");
        final long start = System.nanoTime();
        screen.press("Return");
        screen.await("none", () -> frames.getItemCount() == 0);
        System.out.printf("a filter of all frames %d ms, its key included%n", (System.nanoTime() - start) / 1_000_000);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
