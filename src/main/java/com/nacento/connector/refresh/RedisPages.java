package com.nacento.connector.refresh;

import com.nacento.connector.config.RefreshSettings.Redis;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/**
 * A cache of Magento's in Redis or Valkey, as {@code Cm_Cache_Backend_Redis} lays it out: {@code zc:k:<id>} is an entry (a page),
 * {@code zc:ti:<TAG>} the set of the entries with a tag, {@code zc:tags} the set of all tags. Magento writes ids and tags in upper
 * case, with the {@code id_prefix} of its {@code env.php} in front. With a cache of two levels ({@code RemoteSynchronizedCache})
 * this is the remote one, in which each entry has a version {@code <id>:hash} with the same tags: without it no web node believes
 * its local copy.
 */
public final class RedisPages {

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final int TAGS_AT_ONCE = 500;
    static final String PAGE = "zc:k:";
    static final String TAG = "zc:ti:";
    static final String TAGS = "zc:tags";

    private final Redis redis;

    /** @param redis where Magento keeps its pages; empty: nowhere, and nobody asks for anything */
    public RedisPages(Optional<Redis> redis) {
        this.redis = redis.orElse(null);
    }

    /**
     * Deletes the pages that have one of these tags.
     *
     * @param tags as Magento names them, {@code cat_p_12}
     * @return how many pages were deleted
     * @throws redis.clients.jedis.exceptions.JedisException if the server cannot be reached or refuses
     */
    public int clean(List<String> tags) {
        int pages = 0;
        try (Jedis connection = connect()) {
            for (int start = 0; start < tags.size(); start += TAGS_AT_ONCE) {
                pages += clean(connection, tags.subList(start, Math.min(start + TAGS_AT_ONCE, tags.size())));
            }
        }
        return pages;
    }

    /**
     * Some of the tags that Magento's pages have, as they are stored, prefix included.
     *
     * @throws redis.clients.jedis.exceptions.JedisException if the server cannot be reached or refuses
     */
    public List<String> someTags() {
        try (Jedis connection = connect()) {
            return connection.srandmember(TAGS, TAGS_AT_ONCE);
        }
    }

    Jedis connect() {
        return new Jedis(new HostAndPort(redis.host(), redis.port()), config());
    }

    private int clean(Jedis connection, Collection<String> some) {
        List<String> names = some.stream().map(tag -> redis.idPrefix() + tag.toUpperCase(Locale.ROOT)).toList();
        List<Response<Set<String>>> tagged = new ArrayList<>();
        try (Pipeline look = connection.pipelined()) {
            names.forEach(name -> tagged.add(look.smembers(TAG + name)));
            look.sync();
        }
        Set<String> pages = new LinkedHashSet<>();
        tagged.forEach(answer -> pages.addAll(answer.get()));
        try (Pipeline forget = connection.pipelined()) {
            // pages first: a tag that is gone could not lead to a page that was left behind
            pages.forEach(page -> forget.unlink(PAGE + page));
            for (int i = 0; i < names.size(); i++) {
                // not the whole set: a page that was stored a moment ago must stay findable
                if (!tagged.get(i).get().isEmpty()) {
                    forget.srem(TAG + names.get(i), tagged.get(i).get().toArray(String[]::new));
                }
            }
            forget.srem(TAGS, names.toArray(String[]::new));
            forget.sync();
        }
        return pages.size();
    }

    private DefaultJedisClientConfig config() {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(TIMEOUT_MILLIS).socketTimeoutMillis(TIMEOUT_MILLIS)
                .database(redis.database())
                .user(redis.user().isEmpty() ? null : redis.user())
                .password(redis.password().isEmpty() ? null : redis.password())
                .ssl(redis.ssl())
                .build();
    }
}
