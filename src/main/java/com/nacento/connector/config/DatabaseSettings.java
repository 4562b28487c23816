package com.nacento.connector.config;

import java.util.regex.Pattern;

/**
 * Magento's database.
 *
 * @param url         {@code jdbc:mariadb:…} or {@code jdbc:mysql:…}
 * @param user        may be empty only if the URL names one
 * @param tablePrefix what every table name starts with: letters, digits and {@code _}, mostly empty
 * @param poolSize    most connections at once
 */
public record DatabaseSettings(String url, String user, String password, String tablePrefix, int poolSize) {

    private static final Pattern URL = Pattern.compile("jdbc:(mariadb|mysql):\\S+");
    private static final Pattern TABLE_PREFIX = Pattern.compile("[A-Za-z0-9_]*");

    static DatabaseSettings from(SettingValues read) {
        String url = read.matching("nacento.db.url", URL, "give a JDBC URL such as jdbc:mariadb://host:3306/magento.");
        boolean userInUrl = url.contains("?user=") || url.contains("&user=");
        return new DatabaseSettings(
                url,
                userInUrl ? read.text("nacento.db.user") : read.required("nacento.db.user"),
                read.secret("nacento.db.password"),
                read.matching("nacento.db.table-prefix", TABLE_PREFIX, "only letters, digits and _ may stand in it."),
                read.whole("nacento.db.pool-size", 1, 200));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "DatabaseSettings[url=" + Shown.value("url", url) + ", user=" + user + "]";
    }
}
