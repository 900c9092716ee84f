package org.signalbox.logging;

import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/** How an event reads. */
enum Lines {

    /** What happened, and no more. */
    PERSON {
        @Override
        String of(ILoggingEvent event) {
            return "signalbox: " + event.getFormattedMessage() + System.lineSeparator();
        }
    },

    /** When, how grave, on which thread and by whom; with the exception. */
    FILE {

        private final CachingDateFormatter time = new CachingDateFormatter("yyyy-MM-dd HH:mm:ss.SSS");
        private final TargetLengthBasedClassNameAbbreviator name =
                new TargetLengthBasedClassNameAbbreviator(NAME_LENGTH);

        @Override
        String of(ILoggingEvent event) {
            final StringBuilder line = new StringBuilder(time.format(event.getTimeStamp())).append(' ')
                    .append(event.getLevel());
            line.repeat(' ', LEVEL_WIDTH - event.getLevel().toString().length()).append(" [")
                    .append(event.getThreadName()).append("] ").append(name.abbreviate(event.getLoggerName()))
                    .append(" - ").append(event.getFormattedMessage()).append(System.lineSeparator());
            if (event.getThrowableProxy() != null) {
                line.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            return line.toString();
        }
    };

    private static final int NAME_LENGTH = 36;
    private static final int LEVEL_WIDTH = 5;

    abstract String of(ILoggingEvent event);

    LayoutBase<ILoggingEvent> layout() {
        return new LayoutBase<>() {
            @Override
            public String doLayout(ILoggingEvent event) {
                return of(event);
            }
        };
    }
}
