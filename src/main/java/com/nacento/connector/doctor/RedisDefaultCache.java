package com.nacento.connector.doctor;

import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.RefreshSettings.Redis;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.refresh.MagentoMemory;
import java.util.Optional;

/** Can Magento be made to forget what it remembers of the bucket? */
final class RedisDefaultCache implements Check {

    @Override
    public String name() {
        return "default_cache";
    }

    @Override
    public Finding look(Site site) throws Exception {
        RefreshSettings settings = site.refreshSettings();
        Redis redis = settings.defaultCache()
                .orElseThrow(() -> new SkippedException("nacento.cache.redis.default-address is empty: blocks, GraphQL answers and"
                        + " Magento's memory of the bucket are left as they are, and nacento.cache.resized-images cannot be on"));
        StorageSettings storage = site.storageSettings();
        MagentoMemory memory = new MagentoMemory(settings.defaultCache(), storage.bucket(), storage.prefix());
        Finding finding = new Finding().with("address", redis.host() + ":" + redis.port()).with("database", redis.database());
        Optional<String> problem = memory.problem();
        if (problem.isPresent()) {
            return finding.wrong(problem.get(),
                    "compare nacento.cache.redis.default-… with cache.frontend.default of Magento's env.php; without it Magento goes on"
                            + " believing in deleted copies, so that nacento.cache.resized-images=on is refused");
        }
        long objects = memory.size();
        finding.with("objects_remembered", objects);
        if (objects == 0) {
            finding.note(
                    "Magento remembers nothing of the bucket there (no tag FLYSYSTEM): its cache was flushed a moment ago, or it is in "
                            + "another database");
        }
        return finding;
    }
}
