package com.nacento.connector.config;

/** A setting is missing or makes no sense. The message is one line: which setting, what is wrong, what to do. */
public class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(String message) {
        super(message);
    }
}
