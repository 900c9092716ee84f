package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signalbox.vswitch.pipeline.LoopGuard;

/** Threads that loop in woven code end, and nothing else does. */
@Timeout(120)
class LoopWeaverTest {
    private final ClassLoader woven = new Woven();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Loads the loops anew, woven. */
    private static final class Woven extends ClassLoader {
        private Woven() {
            super(LoopWeaverTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(final String name, final boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(Loops.class.getName())) {
                return super.loadClass(name, resolve);
            }
            final Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                final byte[] bytes = LoopWeaver.weave(in.readAllBytes(), getParent());
                return defineClass(name, bytes, 0, bytes.length);
            } catch (final IOException unread) {
                throw new ClassNotFoundException(name, unread);
            }
        }
    }

    @AfterEach
    void end() {
        over.set(true);
    }

    @SuppressWarnings("unchecked")
    private Consumer<AtomicBoolean> woven(final Loops loops) throws ReflectiveOperationException {
        final Class<?> type = woven.loadClass(Loops.class.getName());
        return (Consumer<AtomicBoolean>) Arrays.stream(type.getEnumConstants())
                .filter(each -> ((Enum<?>) each).name().equals(loops.name())).findFirst().orElseThrow();
    }

    private Thread start(final Consumer<AtomicBoolean> loop, final AtomicReference<Throwable> thrown) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                loop.accept(over);
            } catch (final Throwable end) {
                thrown.set(end);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndThatThreadAndNoOther(final Loops loops) throws Exception {
        final AtomicReference<Throwable> thrown = new AtomicReference<>();
        final AtomicReference<Throwable> none = new AtomicReference<>();
        final Consumer<AtomicBoolean> endless = woven(loops);
        final Thread stopped = start(endless, thrown);
        final Thread other = start(endless, none);
        Cables.await("both loop", () -> loops(stopped) && loops(other));
        LoopGuard.stop(stopped, woven);
        assertThat(stopped.join(Duration.ofSeconds(10))).isTrue();
        assertThat(thrown.get()).isInstanceOf(LoopGuard.Stopped.class);
        assertThat(other.isAlive()).as("another thread in the same loop").isTrue();
        LoopGuard.spare(stopped, woven);
        over.set(loops != Loops.NOTHING_BUT_TURNS);
        LoopGuard.stop(loops == Loops.NOTHING_BUT_TURNS ? other : stopped, woven);
        assertThat(other.join(Duration.ofSeconds(10))).isTrue();
    }

    private static boolean loops(final Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .anyMatch(frame -> frame.getClassName().startsWith(Loops.class.getName()));
    }

    @Test
    void shouldLeaveAThreadAloneThatIsSparedInTime() throws Exception {
        final Thread self = Thread.currentThread();
        final IntUnaryOperator sum = sum();
        LoopGuard.stop(self, woven);
        LoopGuard.spare(self, woven);
        assertThat(sum.applyAsInt(100)).isEqualTo(Loops.sum(numbers(100)));
        LoopGuard.stop(self, woven);
        assertThatThrownBy(() -> sum.applyAsInt(100)).hasRootCauseInstanceOf(LoopGuard.Stopped.class);
    }

    private IntUnaryOperator sum() throws ReflectiveOperationException {
        final var method = woven.loadClass(Loops.class.getName()).getMethod("sum", int[].class);
        return size -> {
            try {
                return (int) method.invoke(null, numbers(size));
            } catch (final ReflectiveOperationException thrown) {
                throw new IllegalStateException(thrown);
            }
        };
    }

    private static int[] numbers(final int size) {
        final int[] numbers = new int[size];
        Arrays.setAll(numbers, k -> k * 7);
        return numbers;
    }

    /** Of Java 6, which knows no call sites. */
    @Test
    void shouldLeaveOldClassesAsTheyAre() {
        final byte[] old = ClassFile.of().build(ClassDesc.of("Old"), type -> type
                .withVersion(ClassFile.JAVA_6_VERSION, 0).withMethodBody("loop", MethodTypeDesc.of(ConstantDescs.CD_void), ClassFile.ACC_STATIC,
                        code -> code.goto_(code.startLabel())));
        assertThat(LoopWeaver.weave(old, getClass().getClassLoader())).isEqualTo(old);
    }

    /** The classes of the platform's collections and streams, by the platform's verifier. */
    @Test
    void shouldMakeClassesThatTheVerifierAccepts() throws IOException {
        final ClassFile verifier = ClassFile.of();
        int changed = 0;
        try (Stream<Path> files = Files.walk(Path.of(URI.create("jrt:/java.base/java/util")))) {
            for (final Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                final byte[] before = Files.readAllBytes(file);
                final byte[] after = LoopWeaver.weave(before, getClass().getClassLoader());
                assertThat(verifier.verify(after)).as(file.toString()).isEmpty();
                changed += before.length == after.length ? 0 : 1;
            }
        }
        assertThat(changed).isGreaterThan(300);
    }
}
