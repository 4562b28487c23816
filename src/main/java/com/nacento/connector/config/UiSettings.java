package com.nacento.connector.config;

/**
 * The page for people.
 *
 * @param enabled {@code false}: neither the page nor the calls that it makes are there
 */
public record UiSettings(boolean enabled) {

    static UiSettings from(SettingValues read) {
        return new UiSettings(read.flag("nacento.ui.enabled"));
    }
}
