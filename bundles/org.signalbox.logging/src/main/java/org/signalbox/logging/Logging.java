package org.signalbox.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * What slf4j's property {@code slf4j.provider} names. Warnings and errors go to standard error in one line, all from
 * INFO on to {@code log/signalbox.log} in the folder that the property {@code signalbox.home} names, if there is one: four
 * files of 5 MB at most, the last one being written. One that cannot be written is told.
 */
public final class Logging implements SLF4JServiceProvider {

    private static final String API_VERSION = "2.0.99";
    private static final String HOME = "signalbox.home";
    private static final long MOST_BYTES = 5 * FileSize.MB_COEFFICIENT;
    private static final int OLD_FILES = 3;

    private final LoggerContext context = new LoggerContext();
    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final LogbackMDCAdapter diagnostics = new LogbackMDCAdapter();

    @Override
    public void initialize() {
        context.setMDCAdapter(diagnostics);
        final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(person());
        final String home = System.getProperty(HOME);
        if (home != null) {
            final RollingFileAppender<ILoggingEvent> file = file(Path.of(home, "log"));
            if (file.isStarted()) {
                root.addAppender(file);
            } else {
                root.warn("The log {} cannot be written: what it would say is lost, but for warnings here",
                        file.getFile());
            }
        }
        context.start();
    }

    private ConsoleAppender<ILoggingEvent> person() {
        final ConsoleAppender<ILoggingEvent> person = new ConsoleAppender<>();
        person.setTarget("System.err");
        final ThresholdFilter warnings = new ThresholdFilter();
        warnings.setLevel(Level.WARN.toString());
        warnings.start();
        person.addFilter(warnings);
        return begun(person, Lines.PERSON);
    }

    private RollingFileAppender<ILoggingEvent> file(Path folder) {
        final RollingFileAppender<ILoggingEvent> file = new RollingFileAppender<>();
        file.setContext(context);
        file.setFile(folder.resolve("signalbox.log").toString());
        final FixedWindowRollingPolicy numbered = new FixedWindowRollingPolicy();
        numbered.setContext(context);
        numbered.setParent(file);
        numbered.setFileNamePattern(folder.resolve("signalbox.%i.log").toString());
        numbered.setMaxIndex(OLD_FILES);
        numbered.start();
        file.setRollingPolicy(numbered);
        final SizeBasedTriggeringPolicy<ILoggingEvent> full = new SizeBasedTriggeringPolicy<>();
        full.setContext(context);
        full.setMaxFileSize(new FileSize(MOST_BYTES));
        // looks at each line's end, not once a minute: an engine may have much to say
        full.setCheckIncrement(Duration.buildByMilliseconds(0));
        full.start();
        file.setTriggeringPolicy(full);
        return begun(file, Lines.FILE);
    }

    private <A extends OutputStreamAppender<ILoggingEvent>> A begun(A appender, Lines lines) {
        final LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setLayout(lines.layout());
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return context;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return diagnostics;
    }

    @Override
    public String getRequestedApiVersion() {
        return API_VERSION;
    }
}
