package org.signalbox.workbench.trace;

import java.util.List;
import java.util.Optional;
import org.signalbox.capture.filter.FilterException;
import org.signalbox.capture.filter.FilterExpression;
import org.signalbox.command.RefusedException;
import org.signalbox.frame.FrameFilter;

/**
 * Which frames of those that are kept stand in the list.
 *
 * @param expression in libpcap's syntax; empty for all
 * @param filter     the same, compiled
 * @param range      of times; empty for all
 */
record Choice(String expression, Optional<FrameFilter> filter, Optional<Range> range) {

    static final Choice ALL = new Choice("", Optional.empty(), Optional.empty());

    /**
     * Both ends included.
     *
     * @param from in nanoseconds since the epoch
     */
    record Range(long from, long to) {

        boolean has(long time) {
            return time >= from && time <= to;
        }
    }

    /**
     * The same range with another expression. May take its time.
     *
     * @throws RefusedException with one sentence
     */
    Choice filtered(String other) throws RefusedException {
        try {
            return new Choice(other, other.isEmpty() ? Optional.empty() : Optional.of(FilterExpression.compile(other)),
                    range);
        } catch (FilterException refused) {
            throw new RefusedException(refused.getMessage(), refused);
        }
    }

    /** The same expression in another range. */
    Choice within(Optional<Range> other) {
        return new Choice(expression, filter, other);
    }

    /** The frames that it has; takes some milliseconds for a hundred thousand. */
    List<LiveFrame> of(List<LiveFrame> all) {
        return filter.isEmpty() && range.isEmpty() ? all : all.stream()
                .filter(each -> range.isEmpty() || range.get().has(each.time()))
                .filter(each -> filter.isEmpty() || each.matches(filter.get())).toList();
    }
}
