package com.nacento.connector.doctor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How many rows does a sync find to put right: twins, and paths without their slash? */
final class GalleryTwins implements Check {

    static final String STATEMENT = "count-gallery-repairs";

    @Override
    public String name() {
        return "gallery_twins";
    }

    @Override
    public List<String> needs() {
        return List.of("db_table");
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding look(Site site) throws Exception {
        Map<String, Object> counts = site.rows(STATEMENT, Map.of()).get(0);
        Finding finding = new Finding();
        counts.forEach(finding::with);
        if (counts.values().stream().anyMatch(count -> ((Number) count).longValue() > 0)) {
            finding.note("nothing to do: whatever of it a sync meets it merges and puts right (docs/magento.md)");
        }
        return finding;
    }
}
