package com.nacento.connector.log;

/** How the log is written: the setting {@code nacento.log.format}. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** One JSON object a line, for a log collector. */
    JSON
}
