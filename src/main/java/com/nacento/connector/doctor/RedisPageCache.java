package com.nacento.connector.doctor;

import com.nacento.connector.config.RefreshSettings.Redis;
import com.nacento.connector.refresh.RedisPages;
import java.util.List;

/** Does Redis let the connector in, and does it have pages of Magento with this prefix? */
final class RedisPageCache implements Check {

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public Finding look(Site site) throws Exception {
        Redis redis = site.refreshSettings().redis().orElseThrow(() -> new SkippedException("nacento.cache.redis.address is empty"));
        List<String> tags = new RedisPages(site.refreshSettings().redis()).someTags();
        long own = tags.stream().filter(tag -> tag.startsWith(redis.idPrefix())).count();
        Finding finding = new Finding().with("address", redis.host() + ":" + redis.port()).with("database", redis.database())
                .with("tags_looked_at", tags.size()).with("tags_with_prefix", own);
        if (tags.isEmpty()) {
            finding.note("there are no tags of pages (zc:tags): nothing is cached now, or Magento's pages are in another database");
        } else if (own == 0) {
            finding.wrong("no tag begins with nacento.cache.redis.id-prefix, one is " + tags.get(0),
                    "set it to cache.frontend.page_cache.id_prefix of Magento's env.php, or nacento.cache.redis.database to its database");
        }
        return finding;
    }
}
