package com.nacento.connector.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashCommonFieldNames;
import org.slf4j.LoggerFactory;

/** The console, to which the log goes: {@code logback.xml} sets it up for text, before any setting is known. */
public final class LogOutput {

    private static final String CONSOLE = "console";

    private LogOutput() {
    }

    /** From now on the log is written in this form. */
    public static void use(LogFormat format) {
        if (format == LogFormat.JSON) {
            LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
            ConsoleAppender<ILoggingEvent> console = (ConsoleAppender<ILoggingEvent>) logback.getLogger(Logger.ROOT_LOGGER_NAME)
                    .getAppender(CONSOLE);
            LogstashEncoder json = new LogstashEncoder();
            json.setContext(logback);
            json.setTimeZone("UTC");
            json.getFieldNames().setVersion(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
            json.getFieldNames().setLevelValue(LogstashCommonFieldNames.IGNORE_FIELD_INDICATOR);
            json.start();
            console.stop();
            console.setEncoder(json);
            console.start();
        }
    }
}
