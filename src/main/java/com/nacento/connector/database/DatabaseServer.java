package com.nacento.connector.database;

import com.nacento.connector.failure.IncompatibleShopException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which server the shop's database is on, by its own word. The statements are for both: what only one of them understands stands in
 * comments that the other passes over, MariaDB's begin with {@code /*M!}, MySQL's with {@code /*!80000}, which MariaDB leaves out as well.
 *
 * @param product MariaDB, or MySQL and what is built on it (Percona Server, Aurora MySQL)
 * @param version as the server writes it
 */
public record DatabaseServer(Product product, String version) {

    /** Both have JSON_TABLE, and SKIP LOCKED, from about here on; MySQL has JSON_VALUE from 8.0.21 on. */
    private static final int[] OLDEST_MARIADB = {10, 6, 0};
    private static final int[] OLDEST_MYSQL = {8, 0, 21};
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(?:[-+~ ].*)?");
    /** They speak MySQL's protocol and begin their version like it; what of their SQL differs nobody has tried. */
    private static final Pattern NEITHER = Pattern
            .compile("(?i)tidb|vitess|planetscale|oceanbase|singlestore|memsql|xpand|doris|starrocks");

    /** The two that the statements are written for. */
    public enum Product {
        MARIADB("MariaDB"), MYSQL("MySQL");

        private final String words;

        Product(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * Reads the answer of {@code find-server}.
     *
     * @throws IncompatibleShopException if the statements do not run there
     */
    public static DatabaseServer of(Map<String, Object> row) {
        String version = Rows.text(row, "version");
        String says = version + " " + Rows.text(row, "version_comment");
        Matcher numbers = VERSION.matcher(version);
        if (!numbers.matches() || NEITHER.matcher(says).find()) {
            throw new IncompatibleShopException("the database is neither MariaDB nor MySQL, but " + says.strip()
                    + ": the connector needs MariaDB 10.6 or newer, or MySQL 8.0.21 or newer; it has not written anything");
        }
        Product product = version.toLowerCase(Locale.ROOT).contains("mariadb") ? Product.MARIADB : Product.MYSQL;
        int[] oldest = product == Product.MARIADB ? OLDEST_MARIADB : OLDEST_MYSQL;
        int[] found = {Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2)), Integer.parseInt(numbers.group(3))};
        if (Arrays.compare(found, oldest) < 0) {
            throw new IncompatibleShopException("the database is " + product + " " + version + ", which is too old: the connector needs "
                    + (product == Product.MARIADB ? "MariaDB 10.6" : "MySQL 8.0.21") + " or newer; it has not written anything");
        }
        return new DatabaseServer(product, version);
    }

    /** Whether an INSERT returns the ids of its rows (RETURNING). Where it does not, they are read back. */
    public boolean returnsIds() {
        return product == Product.MARIADB;
    }

    @Override
    public String toString() {
        return version.contains(product.words) ? version : product + " " + version;
    }
}
