package com.nacento.connector.doctor;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Are all tables there, Magento's and the connector's own, and may the account do with them what the statements do? */
final class DatabaseTables implements Check {

    /** In front of statements that can be pasted as they are. */
    private static final String TO_GRANT = "run this in the database, as somebody who may grant rights (all that are needed: "
            + "docs/magento.md), and look again:";

    @Override
    public String name() {
        return "db_table";
    }

    @Override
    public List<String> needs() {
        return List.of("db_connect");
    }

    @Override
    public Finding look(Site site) throws Exception {
        StatementTrial trial = site.trial();
        Finding finding = new Finding().with("statements", trial.tried());
        Set<String> missing = new TreeSet<>(trial.missingTables());
        String prefix = site.databaseSettings().tablePrefix();
        Set<String> own = missing.stream().filter(table -> table.startsWith(prefix + "nacento_"))
                .collect(Collectors.toCollection(TreeSet::new));
        missing.removeAll(own);
        if (!missing.isEmpty()) {
            finding.wrong("not in this database: " + String.join(", ", missing), whereTheyAre(site));
        } else if (!own.isEmpty()) {
            finding.wrong("the connector's own tables are missing: " + String.join(", ", own),
                    "run ./nacento setup, or start ./nacento serve, which creates them too");
        }
        Map<String, Object> server = DatabaseConnection.server(site);
        String toGrant = TO_GRANT + "\n" + String.join("\n", trial.grants(server.get("database_name"), server.get("account")));
        trial.denied().forEach(denied -> finding.wrong(denied.right() + " on " + denied.table() + " is denied", toGrant));
        return finding;
    }

    private static String whereTheyAre(Site site) throws SkippedException {
        String used = site.databaseSettings().tablePrefix();
        return site.rows("find-table-prefixes", Map.of()).stream().map(row -> String.valueOf(row.get("table_prefix")))
                .filter(prefix -> !prefix.equals(used))
                .findFirst()
                .map(prefix -> "set nacento.db.table-prefix=" + prefix + ": there is a " + prefix
                        + "catalog_product_entity in this database")
                .orElse("check the database in nacento.db.url and nacento.db.table-prefix (Magento's env.php: "
                        + "db.connection.default.dbname, db.table_prefix)");
    }
}
