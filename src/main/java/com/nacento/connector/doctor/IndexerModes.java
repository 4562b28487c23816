package com.nacento.connector.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which indexers that read what a sync writes would not notice it, because they are "update on save"? */
final class IndexerModes implements Check {

    static final String STATEMENT = "find-indexer-modes";

    private static final String FLAT = "catalog_product_flat";
    private static final int DENIED = 1142;
    private static final int NO_SUCH_TABLE = 1146;

    @Override
    public String name() {
        return "indexers";
    }

    @Override
    public List<String> needs() {
        return List.of("db_connect");
    }

    @Override
    public Finding look(Site site) throws Exception {
        Finding finding = new Finding();
        List<String> unknown = new ArrayList<>(List.of(FLAT, "catalog_product_attribute", "catalogsearch_fulltext"));
        List<String> others = new ArrayList<>();
        for (Map<String, Object> view : views(site)) {
            String indexer = String.valueOf(view.get("view_id"));
            boolean bySchedule = "enabled".equals(view.get("mode"));
            finding.with(indexer, bySchedule ? "by schedule" : "on save");
            unknown.remove(indexer);
            if (!bySchedule && indexer.equals(FLAT)) {
                finding.note(FLAT
                        + ": on save, which does not notice the connector's writes, and it holds the base and small image; where flat "
                        + "catalogs are used run"
                        + " bin/magento indexer:reindex " + FLAT
                        + " after a sync, or once and for all bin/magento indexer:set-mode schedule " + FLAT);
            } else if (!bySchedule) {
                others.add(indexer);
            }
        }
        if (!others.isEmpty()) {
            String names = String.join(" ", others);
            finding.note(
                    names + ": on save; they know pictures only if the shop made an attribute of them searchable or filterable: then run"
                            + " bin/magento indexer:reindex " + names + " after a sync, or bin/magento indexer:set-mode schedule " + names);
        }
        if (!unknown.isEmpty()) {
            finding.note(String.join(", ", unknown)
                    + ": not in mview_state, so in Magento's default mode; bin/magento indexer:status tells which that is");
        }
        return finding;
    }

    private static List<Map<String, Object>> views(Site site) throws SkippedException {
        try {
            return site.rows(STATEMENT, Map.of());
        } catch (RuntimeException e) {
            int code = Reason.sqlCode(e);
            if (code == DENIED || code == NO_SUCH_TABLE) {
                throw new SkippedException(code == DENIED
                        ? "the account may not read Magento's mview_state: GRANT SELECT on it, for this look only"
                        : "there is no table mview_state");
            }
            throw e;
        }
    }
}
