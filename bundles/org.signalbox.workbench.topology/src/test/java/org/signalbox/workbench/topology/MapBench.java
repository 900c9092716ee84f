package org.signalbox.workbench.topology;

import java.lang.management.ManagementFactory;
import java.net.URL;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.signalbox.vswitch.SwitchStatus;
import org.signalbox.workbench.Theme;
import org.signalbox.workbench.Token;

/**
 * How soon the map of 63 hosts with 4,000 machines is on the screen, and how fluently it pans while 1,000 of them change
 * a second. What counts are paint events; beside the time that passed stands what this process worked for a frame, which
 * does not depend on who else uses the machine. Needs a display; run by hand.
 */
final class MapBench {

    private static final int HOSTS = 63;
    private static final int PORTS = 64;
    private static final long SAMPLES = 500_000_000L;
    private static final long POLL = 200_000;
    /** As the view does it, samples are taken on another thread. */
    private static final int READY = 40;
    private static final int WARM = 40;

    private final Display display = new Display();
    private final Shell shell = new Shell(display, SWT.NO_TRIM);
    private final History history = new History();
    private int paints;
    private long samples;
    private TopologyMap map;

    private MapBench() {
    }

    /** @param arguments none */
    public static void main(String[] arguments) {
        new MapBench().run();
    }

    private Live sample() {
        final long frames = ++samples * 500;
        final List<SwitchStatus> all = new ArrayList<>(IntStream.range(0, HOSTS)
                .mapToObj(host -> SceneTest.status("h" + host + "/prod", samples * SAMPLES, frames, PORTS)).toList());
        return history.add(all, List.of());
    }

    private void run() {
        shell.setLayout(new FillLayout());
        shell.setBounds(0, 0, 1400, 900);
        final List<Live> ready = IntStream.range(0, READY).mapToObj(i -> sample()).toList();
        final long start = System.nanoTime();
        final long work = cpu();
        map = new TopologyMap(shell, new PlainTheme(display), new TopologyMap.Listener() {
            @Override
            public void selected() {
                // nobody listens
            }

            @Override
            public void moved() {
                // nobody listens
            }

            @Override
            public void search() {
                // nobody listens
            }

            @Override
            public void next() {
                // nobody listens
            }

            @Override
            public void carried(Optional<Deed> deed) {
                // nobody listens
            }

            @Override
            public void dropped(Deed.Kind kind, Target port, Target onto, Deed deed) {
                // nobody listens
            }

            @Override
            public void ask(Deed.Kind kind) {
                // nobody listens
            }
        });
        map.control().addPaintListener(event -> paints++);
        map.show(ready.getFirst());
        shell.open();
        untilPainted();
        System.out.printf("%d machines: open after %d ms, %d ms of work%n", HOSTS * PORTS,
                (System.nanoTime() - start) / 1_000_000, (cpu() - work) / 1_000_000);
        for (final double zoom : new double[] {map.camera().zoom(), 0.3, 1}) {
            pan(zoom, ready);
        }
        shell.dispose();
        display.dispose();
    }

    private void untilPainted() {
        final int before = paints;
        while (paints == before) {
            if (!display.readAndDispatch()) {
                LockSupport.parkNanos(POLL);
            }
        }
    }

    private void pan(double zoom, List<Live> ready) {
        map.camera().zoom(zoom / map.camera().zoom());
        map.moved();
        untilPainted();
        for (int i = 0; i < WARM; i++) {
            map.show(ready.get(i % READY));
            untilPainted();
        }
        final int before = paints;
        final long cpu = cpu();
        final long start = System.nanoTime();
        long shown = start;
        for (int i = 0; System.nanoTime() - start < 5_000_000_000L; i++) {
            if (System.nanoTime() - shown > SAMPLES) {
                shown = System.nanoTime();
                map.show(ready.get((int) (shown / SAMPLES % READY)));
            }
            map.camera().pan(i / 60 % 2 == 0 ? -12 : 12, i / 120 % 2 == 0 ? -6 : 6);
            map.moved();
            untilPainted();
        }
        final int frames = paints - before;
        System.out.printf("zoom %3.0f %%: %4.0f frames/s, %.1f ms of work a frame%n", zoom * 100,
                frames * 1e9 / (System.nanoTime() - start), (cpu() - cpu) / 1e6 / frames);
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Colours and fonts without a window around them. */
    private record PlainTheme(Display display, Map<Token, Color> colours, Map<Face, Font> fonts, Image icon)
            implements Theme {

        PlainTheme(Display display) {
            this(display, new EnumMap<>(Token.class), new EnumMap<>(Face.class), new Image(display, 16, 16));
        }

        @Override
        public boolean dark() {
            return false;
        }

        @Override
        public Color color(Token token) {
            return colours.computeIfAbsent(token, each -> new Color(each.rgb(false)));
        }

        @Override
        public Font font(Face face) {
            return fonts.computeIfAbsent(face, each -> new Font(display, "Inter", each == Face.TITLE ? 14 : 9, SWT.NORMAL));
        }

        @Override
        public Image icon(URL svg, Token stroke) {
            return icon;
        }

        @Override
        public void paint(Control control, Token background, Token foreground) {
            control.setBackground(color(background));
            control.setForeground(color(foreground));
        }

        @Override
        public void onSwitch(Control owner, Runnable action) {
            // it never switches
        }
    }
}
