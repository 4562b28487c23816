package com.nacento.connector.config;

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
