package com.nacento.connector.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The page for people.
 *
 * @param enabled  {@code false}: neither the page nor the calls that it makes are there
 * @param adminUrl where Magento's admin is, without a slash at its end; empty: the page links nothing there
 */
public record UiSettings(boolean enabled, Optional<String> adminUrl) {

    private static final Pattern ADDRESS = Pattern.compile("|https?://[^\\s/?#\"<>]+(/[^\\s?#\"<>]*)?");

    static UiSettings from(SettingValues read) {
        String address = read.matching("nacento.ui.magento-admin-url", ADDRESS,
                "give the address of Magento's admin, such as https://shop.example.com/admin, without a query.");
        return new UiSettings(read.flag("nacento.ui.enabled"),
                Optional.of(address.replaceFirst("/+$", "")).filter(given -> !given.isEmpty()));
    }
}
