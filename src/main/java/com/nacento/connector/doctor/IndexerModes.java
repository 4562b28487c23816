package com.nacento.connector.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which indexers that read what a sync writes would not notice it, because they are "update on save"? */
final class IndexerModes implements Check {

    static final String STATEMENT = "find-indexer-modes";

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
        List<String> onSave = new ArrayList<>();
        for (Map<String, Object> view : views(site)) {
            boolean bySchedule = "enabled".equals(view.get("mode"));
            finding.with(String.valueOf(view.get("view_id")), bySchedule ? "by schedule" : "on save");
            if (!bySchedule) {
                onSave.add(String.valueOf(view.get("view_id")));
            }
        }
        if (!onSave.isEmpty()) {
            String names = String.join(" ", onSave);
            finding.note(names + ": on save, which does not notice the connector's writes; after a sync run bin/magento indexer:reindex " + names
                    + ", or once and for all bin/magento indexer:set-mode schedule " + names);
        }
        return finding;
    }

    private static List<Map<String, Object>> views(Site site) throws SkippedException {
        try {
            return site.rows(STATEMENT, Map.of());
        } catch (RuntimeException e) {
            int code = Reason.sqlCode(e);
            if (code == DENIED || code == NO_SUCH_TABLE) {
                throw new SkippedException(code == DENIED ? "the account may not read Magento's mview_state: GRANT SELECT on it, for this look only"
                        : "there is no table mview_state");
            }
            throw e;
        }
    }
}
