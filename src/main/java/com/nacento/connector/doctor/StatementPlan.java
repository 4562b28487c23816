package com.nacento.connector.doctor;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Do the statements that every request begins with find their rows by the indexes, in this shop with its statistics? */
final class StatementPlan implements Check {

    private static final long MANY_ROWS = 1_000;
    private static final List<String> STATEMENTS = List.of("find-gallery-requests", "find-gallery-images", "find-roles");

    @Override
    public String name() {
        return "sql_plan";
    }

    @Override
    public List<String> needs() {
        return List.of("db_table", "db_schema");
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Finding look(Site site) throws Exception {
        String prefix = site.databaseSettings().tablePrefix();
        MagentoSchema shop = MagentoSchema.of(prefix, site.rows("find-product-attributes", Map.of()), site.rows("find-columns", Map.of()));
        List<Object> products = site.rows(GallerySample.STATEMENT, Map.of()).stream().map(row -> row.get("product_id")).distinct().toList();
        Map<String, Object> parameters = Map.of("product_ids", Rows.json(products), "media_gallery", shop.mediaGallery(),
                "value_attributes", shop.valueAttributes(), "submitted_at", "2999-01-01 00:00:00.000000", "await_seconds", 0);
        Finding finding = new Finding().with("statements", String.join(", ", STATEMENTS)).with("products", products.size());
        for (String statement : STATEMENTS) {
            for (Map<String, Object> step : site.plan(statement, parameters)) {
                if (readsAll(step)) {
                    finding.wrong(
                            "all of " + step.get("table") + " is read (" + step.get("rows") + " rows), as sql/" + statement
                                    + ".sql names it",
                            "compare the table's indexes with Magento's own (bin/magento setup:db-schema:upgrade puts them back), then "
                                    + "ANALYZE TABLE it");
                }
            }
        }
        return finding;
    }

    /** JSON_TABLE has no index, derived tables have none either, and a small table is read faster without one. */
    private static boolean readsAll(Map<String, Object> step) {
        String table = String.valueOf(step.get("table"));
        return step.get("rows") instanceof Number rows && rows.longValue() >= MANY_ROWS
                && List.of("ALL", "index").contains(String.valueOf(step.get("type"))) && !table.startsWith("<")
                && !String.valueOf(step.get("Extra")).contains("json_table");
    }
}
