package org.signalbox.vswitch.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.signalbox.vswitch.FaultListener;

class FaultNewsTest {
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private final FaultNews news = new FaultNews((who, on, thrown) -> logged.add(who + " " + on));

    @Test
    void shouldTellWhoListensAndOnlyAsLong() throws Exception {
        final FaultListener listener = (who, on, thrown) -> told.add(who + " " + on + " " + thrown.getMessage()
                + " " + Thread.currentThread().getName());
        news.add(listener);
        news.failed("meter", "prod", new IllegalStateException("empty"));
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("meter prod empty fault told");
        news.remove(listener);
        news.failed("meter", "prod", new IllegalStateException("empty again"));
        assertThat(told.poll(50, TimeUnit.MILLISECONDS)).isNull();
        assertThat(logged).containsExactly("meter prod", "meter prod");
    }

    @Test
    void shouldBearAListenerThatThrows() throws Exception {
        news.add((who, on, thrown) -> {
            throw new IllegalStateException("cannot listen");
        });
        news.add((who, on, thrown) -> told.add(who));
        news.failed("meter", "prod", new IllegalStateException("empty"));
        assertThat(told.poll(10, TimeUnit.SECONDS)).isEqualTo("meter");
        assertThat(logged).containsExactly("meter prod");
    }
}
