package com.nacento.connector.config;

import java.util.Map;
import java.util.regex.Pattern;

/** How values appear in messages and logs: on one line, short, without secrets. */
final class Shown {

    private static final int LONGEST = 80;
    private static final Pattern PASSWORD_PARAMETER = Pattern.compile("(?i)(password|pwd|secret)=[^&;]*");
    private static final Pattern USER_INFO = Pattern.compile("://[^/@]*@");

    private Shown() {
    }

    static String value(String name, String value) {
        if (value.isEmpty()) {
            return "";
        }
        if (SettingName.isSecret(name)) {
            return "***";
        }
        if (name.endsWith(".access-key")) {
            return value.length() <= 8 ? "***" : value.substring(0, 4) + "***";
        }
        return oneLine(withoutPasswords(value));
    }

    /** A text from elsewhere, an error message, without any secret of these settings. */
    static String masked(String text, Map<String, String> settings) {
        String masked = text;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            // guest's password is guest: to mask it would hide the user
            if (SettingName.isSecret(setting.getKey()) && !setting.getValue().isBlank() && !isSaidElsewhere(setting.getValue(), settings)) {
                masked = masked.replace(setting.getValue(), "***");
            }
        }
        return withoutPasswords(masked);
    }

    private static boolean isSaidElsewhere(String secret, Map<String, String> settings) {
        return settings.entrySet().stream()
                .anyMatch(setting -> !SettingName.isSecret(setting.getKey()) && setting.getValue().equals(secret));
    }

    /** Without the passwords that stand in URLs. */
    static String withoutPasswords(String text) {
        String open = PASSWORD_PARAMETER.matcher(text).replaceAll("$1=***");
        return USER_INFO.matcher(open).replaceAll("://***@");
    }

    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
