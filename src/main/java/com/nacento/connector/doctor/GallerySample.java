package com.nacento.connector.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Are the pictures that Magento's galleries name where the connector looks for them? */
final class GallerySample implements Check {

    static final String STATEMENT = "find-gallery-sample";

    @Override
    public String name() {
        return "gallery_sample";
    }

    @Override
    public List<String> needs() {
        return List.of("db_table", "s3_head");
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding look(Site site) throws Exception {
        List<String> missing = new ArrayList<>();
        List<Map<String, Object>> images = site.rows(STATEMENT, Map.of());
        for (Map<String, Object> image : images) {
            String path = String.valueOf(image.get("value"));
            String key = site.paths().objectKey(path.startsWith("/") ? path : "/" + path);
            int status = site.status(key);
            if (status != 200) {
                missing.add(status + " " + key);
            }
        }
        Finding finding = new Finding().with("images", images.size()).with("found", images.size() - missing.size());
        if (!missing.isEmpty() && missing.size() * 2 > images.size()) {
            finding.wrong(
                    missing.size() + " of " + images.size() + " images of the newest galleries are not in the bucket: " + missing.get(0),
                    "check nacento.s3.prefix and nacento.s3.bucket against Magento's env.php (remote_storage), and that all media were "
                            + "moved (bin/magento remote-storage:sync)");
        } else if (!missing.isEmpty()) {
            finding.note(
                    missing.size() + " are not in the bucket, for example " + missing.get(0) + ": syncs of them warn of file_not_found");
        }
        return finding;
    }
}
