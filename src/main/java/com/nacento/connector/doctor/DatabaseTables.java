package com.nacento.connector.doctor;

import com.nacento.connector.database.OwnTables;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;

/** Are all tables there, Magento's and the connector's own, and may the account do with them what the statements do? */
final class DatabaseTables implements Check {

    /** In front of statements that can be pasted as they are. */
    private static final String TO_GRANT = "run this in the database, as somebody who may grant rights, and look again; it is all "
            + "that the connector needs (docs/magento.md), with what is there already:";

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
        Set<StatementTrial.Denied> denied = new TreeSet<>(trial.denied());
        denied.addAll(changesDenied(site, own));
        addDenied(denied, site, finding);
        return finding;
    }

    /** Says of rights that they are missing, and how all are given. */
    static void addDenied(Set<StatementTrial.Denied> denied, Site site, Finding finding) throws SkippedException {
        Map<String, Object> server = DatabaseConnection.server(site);
        Grants grants = Grants.known(server.get("database_name"), server.get("account"), site.databaseSettings().tablePrefix());
        String toGrant = TO_GRANT + "\n" + String.join("\n", grants.allWith(denied, site.settings()));
        denied.forEach(right -> finding.wrong(right.right() + " on " + right.table() + " is denied", toGrant));
    }

    /**
     * What {@code setup} would need and may not: the server says so when it prepares such a statement, which runs nothing.
     *
     * @param missing own tables, with their prefix
     */
    private static Set<StatementTrial.Denied> changesDenied(Site site, Set<String> missing) throws SkippedException {
        Set<StatementTrial.Denied> denied = new TreeSet<>();
        String prefix = site.databaseSettings().tablePrefix();
        for (String table : missing) {
            String statement = OwnTables.changes(Set.of(table.substring(prefix.length()))).get(0).statement();
            try {
                site.prepare(statement);
            } catch (DataAccessException e) {
                if (Reason.sqlCode(e) == StatementTrial.TABLE_DENIED) {
                    denied.add(new StatementTrial.Denied("CREATE", table));
                }
            }
        }
        return denied;
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
