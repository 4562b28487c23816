package com.nacento.connector.doctor;

import com.nacento.connector.config.SettingsInParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rights that the account needs for {@code setup} and {@code serve}, as statements that can be pasted one after the other, into
 * MariaDB and MySQL alike. A right on a table that is not there yet is granted only together with CREATE, so all rights on a table
 * are in one statement.
 *
 * @param database the shop's
 * @param account  {@code 'user'@'host'}
 * @param prefix   of all tables
 */
record Grants(String database, String account, String prefix) {

    private static final Pattern GRANT = Pattern.compile("(?m)^GRANT (.+) ON magento\\.(\\w+) TO 'nacento'@'%';$");
    private static final Pattern DATABASE = Pattern.compile("^jdbc:(?:mariadb|mysql):[^/]*//[^/]*/([^?]*).*$");
    private static final Pattern USER = Pattern.compile("(?m)^(.*) 'nacento'@'%' (.*;)$");

    /** For the account that the server has let in: {@code user@host}; a user's name may have an {@code @} too. */
    static Grants known(Object database, Object account, String prefix) {
        String name = String.valueOf(account);
        int at = name.lastIndexOf('@');
        return new Grants(String.valueOf(database), quoted(name.substring(0, at)) + "@" + quoted(name.substring(at + 1)), prefix);
    }

    /** For an account that cannot look for itself. */
    static Grants unknown(String url, String account, String prefix) {
        Matcher name = DATABASE.matcher(url);
        return new Grants(name.matches() ? name.group(1) : "magento", account, prefix);
    }

    static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /** Makes the account; its password is to be filled in. */
    String user() {
        MatchResult user = USER.matcher(listed("account")).results().findFirst().orElseThrow();
        return user.group(1) + " " + account + " " + user.group(2);
    }

    /** All of them; the server names one missing right of a statement at a time, so what else is missing is not known. */
    List<String> all(SettingsInParts settings) {
        return statements(settings).map(grant -> statement(grant.group(1), prefix + grant.group(2))).toList();
    }

    /** All of them, and those that miss on other tables. */
    List<String> allWith(Set<StatementTrial.Denied> denied, SettingsInParts settings) {
        Set<String> listed = statements(settings).map(grant -> prefix + grant.group(2)).collect(Collectors.toSet());
        return Stream.concat(all(settings).stream(), denied.stream().filter(right -> !listed.contains(right.table()))
                .map(right -> statement(right.right(), right.table()))).toList();
    }

    private static Stream<MatchResult> statements(SettingsInParts settings) {
        return Stream.of("connector", "integrations").filter(list -> list.equals("connector") || settings.has("nacento.auth.mode=magento"))
                .flatMap(list -> GRANT.matcher(listed(list)).results().toList().stream())
                .filter(grant -> StatementTrial.isAsked("find-parent-products", settings)
                        || !grant.group(2).equals("catalog_product_relation"));
    }

    private static String listed(String name) {
        try (InputStream list = Grants.class.getResourceAsStream("/rights/" + name + ".sql")) {
            return new String(list.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("rights/" + name + ".sql cannot be read", e);
        }
    }

    private String statement(String rights, String table) {
        return "GRANT " + rights + " ON `" + database.replace("`", "``") + "`.`" + table + "` TO " + account + ";";
    }
}
