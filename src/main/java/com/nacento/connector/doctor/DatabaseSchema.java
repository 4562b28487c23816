package com.nacento.connector.doctor;

import com.nacento.connector.database.DatabaseServer;
import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.IncompatibleShopException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.dao.DataAccessException;

/** Is it a Magento that the connector may write to, on a server that has what its statements use? */
final class DatabaseSchema implements Check {

    @Override
    public String name() {
        return "db_schema";
    }

    @Override
    public List<String> needs() {
        return List.of("db_connect");
    }

    @Override
    public Finding look(Site site) throws Exception {
        if (site.trial().hidesTables()) {
            throw new SkippedException("the account may not read all tables, see db_table");
        }
        Finding finding = new Finding();
        Map<String, Object> server = DatabaseConnection.server(site);
        try {
            finding.with("server", DatabaseServer.of(server));
        } catch (IncompatibleShopException e) {
            return finding.wrong(e.getMessage(), "move the database to MariaDB 10.6 or newer, or to MySQL 8.0.21 or newer");
        }
        binaryLog(server, finding);
        String prefix = site.databaseSettings().tablePrefix();
        List<Map<String, Object>> columns = site.rows("find-columns", Map.of());
        boolean ownLack;
        try {
            MagentoSchema.refuseIncompatible(prefix, columns);
            MagentoSchema shop = MagentoSchema.of(prefix, site.rows("find-product-attributes", Map.of()), columns);
            finding.with("roles", String.join(", ", shop.roles().keySet())).with("sku_collation", shop.skuCollation());
            if (!shop.fourByteText()) {
                finding.note("labels and paths with characters such as emoji are refused: the columns are utf8mb3");
            }
            ownLack = shop.missingOwnTables().stream().anyMatch(missing -> missing.contains("."));
            DatabaseTables.addDenied(changesDenied(site, shop.missingOwnTables()), site, finding);
            shop.missingOwnTables().stream().filter(missing -> missing.contains(".")).forEach(column -> finding.wrong("the column " + prefix
                    + column
                    + (column.endsWith("brought_by") ? " is missing, or the table has the PHP module's foreign key" : " is missing"),
                    "run ./nacento setup, or start ./nacento serve, which adds it too"));
        } catch (IncompatibleShopException e) {
            return finding.wrong(e.getMessage(),
                    "name the database of a Magento Open Source 2.4 in nacento.db.url and nacento.db.table-prefix");
        }
        // statements fail for a column that setup adds
        for (String failure : ownLack ? List.<String>of() : site.trial().others()) {
            finding.wrong(failure,
                    "compare the tables with those of Magento 2.4.8 (bin/magento setup:db-schema:upgrade), and the server's version with "
                            + "docs/operations.md");
        }
        return finding;
    }

    /**
     * What {@code setup} would need and may not: a change that fails either way tells, since rights are looked at first.
     *
     * @param missing columns, as {@code table.column}
     */
    private static Set<StatementTrial.Denied> changesDenied(Site site, Set<String> missing) throws SkippedException {
        Set<StatementTrial.Denied> denied = new TreeSet<>();
        for (String column : missing.stream().filter(lack -> lack.contains(".")).toList()) {
            String table = column.substring(0, column.indexOf('.'));
            try {
                site.database().execute(SqlFiles.packaged("alter-nothing",
                        Map.of("prefix", site.databaseSettings().tablePrefix(), "own_table", table)));
            } catch (DataAccessException e) {
                if (Reason.sqlCode(e) == StatementTrial.TABLE_DENIED) {
                    denied.add(new StatementTrial.Denied("ALTER", site.databaseSettings().tablePrefix() + table));
                }
            }
        }
        return denied;
    }

    private static void binaryLog(Map<String, Object> server, Finding finding) {
        finding.with("binlog_format", server.get("binlog_format"));
        if ("1".equals(String.valueOf(server.get("log_bin"))) && "STATEMENT".equals(server.get("binlog_format"))) {
            finding.wrong("binlog_format is STATEMENT, with which the server refuses writes in READ COMMITTED",
                    "set binlog_format=ROW (or MIXED) on the server");
        }
    }
}
