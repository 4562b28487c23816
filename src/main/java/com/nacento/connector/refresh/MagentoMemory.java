package com.nacento.connector.refresh;

import com.nacento.connector.config.RefreshSettings.Redis;
import com.nacento.connector.config.SettingsException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What Magento's default cache remembers of the bucket and of products. The adapter of its remote storage keeps an entry for each
 * object that it has asked for, with the tag {@code FLYSYSTEM} and without end: while it says that a copy exists, Magento makes
 * none, and its {@code get.php} answers 200 with nothing. The entry's id is the MD5 of bucket and storage prefix, then the key
 * without that prefix, all in upper case; {@code .} is {@code __}, and each byte that is no letter, digit or {@code _} is {@code _}.
 *
 * <p>Magento 2.4.9 can keep the same in another layout (Symfony's), which is not read here; nor are caches in files.
 */
public final class MagentoMemory {

    private static final int IDS_AT_ONCE = 1_000;
    private static final String FLYSYSTEM = "FLYSYSTEM";
    /** Every entry of Magento's default cache has this tag. */
    private static final String ANY = "MAGE";
    /** Set of all entries in the layout of Magento's Symfony caches. */
    private static final String SYMFONYS = "cache:all_ids";
    private static final String DATA = "d";
    /** What is remembered of an object that does not exist ends so. */
    private static final String NOT_THERE = ":false}";
    private static final String VERSION = ":hash";

    private final Optional<Redis> redis;
    private final RedisPages cache;
    private final String idPrefix;
    private final String storagePrefix;
    private final List<String> starts;

    /**
     * @param redis  where Magento keeps its default cache; empty: nobody knows, and nothing is forgotten
     * @param prefix what stands before {@code media/} in every object key, without slashes around it
     */
    public MagentoMemory(Optional<Redis> redis, String bucket, String prefix) {
        this.redis = redis;
        this.cache = new RedisPages(redis);
        this.idPrefix = redis.map(Redis::idPrefix).orElse("");
        this.storagePrefix = prefix.isEmpty() ? "" : prefix + "/";
        // Magento takes the prefix as it stands in env.php
        this.starts = (prefix.isEmpty() ? Stream.of("") : Stream.of(prefix, prefix + "/", "/" + prefix, "/" + prefix + "/"))
                .map(written -> idPrefix + md5(bucket + written)).toList();
    }

    /**
     * Those of these objects that Magento believes to exist.
     *
     * @param keys of objects, with the storage prefix
     * @throws JedisException if the server cannot be reached or refuses
     */
    public List<String> remembered(Collection<String> keys) {
        List<String> found = new ArrayList<>();
        if (redis.isEmpty() || keys.isEmpty()) {
            return found;
        }
        try (Jedis connection = cache.connect()) {
            for (List<String> some : inParts(keys)) {
                List<List<Response<String>>> answers = new ArrayList<>();
                try (Pipeline look = connection.pipelined()) {
                    some.forEach(key -> answers.add(ids(key).map(id -> look.hget(RedisPages.PAGE + id, DATA)).toList()));
                    look.sync();
                }
                for (int i = 0; i < answers.size(); i++) {
                    if (answers.get(i).stream().map(Response::get).anyMatch(data -> data != null && !data.endsWith(NOT_THERE))) {
                        found.add(some.get(i));
                    }
                }
            }
        }
        return found;
    }

    /**
     * Makes Magento ask the bucket for these objects when it next needs them.
     *
     * @param keys of objects, with the storage prefix
     * @return how many entries there were
     * @throws JedisException if the server cannot be reached or refuses
     */
    public int forget(Collection<String> keys) {
        if (redis.isEmpty() || keys.isEmpty()) {
            return 0;
        }
        int forgotten = 0;
        try (Jedis connection = cache.connect()) {
            for (List<String> some : inParts(keys)) {
                String[] ids = some.stream().flatMap(this::ids).flatMap(id -> Stream.of(id, id + VERSION)).toArray(String[]::new);
                try (Pipeline forget = connection.pipelined()) {
                    Response<Long> count = forget.unlink(Stream.of(ids).map(id -> RedisPages.PAGE + id).toArray(String[]::new));
                    forget.srem(RedisPages.TAG + idPrefix + FLYSYSTEM, ids);
                    forget.srem(RedisPages.TAG + idPrefix + ANY, ids);
                    forget.sync();
                    forgotten += count.get();
                }
            }
        }
        return forgotten;
    }

    /**
     * Makes sure that what Magento believes can be seen.
     *
     * @throws JedisException        if the server cannot be reached or refuses
     * @throws IllegalStateException if no entry of Magento's is there: its default cache may be elsewhere
     */
    public boolean isSeen() {
        try (Jedis connection = cache.connect()) {
            if (!connection.exists(RedisPages.TAG + idPrefix + ANY)) {
                throw new IllegalStateException("no entry of Magento's default cache is at " + where()
                        + ", so that no copy is deleted in which Magento might"
                        + " go on believing (after cache:flush there are some with the first visitor; else look at the settings "
                        + "nacento.cache.redis.default-…)");
            }
            return true;
        }
    }

    /**
     * Deletes the blocks and GraphQL answers that have one of these tags.
     *
     * @throws JedisException if the server cannot be reached or refuses
     */
    public int clean(List<String> tags) {
        return cache.clean(tags);
    }

    /**
     * Refuses a cache in which Magento would go on believing in what is deleted.
     *
     * @throws SettingsException if it cannot be reached, or cannot be made to forget
     */
    public void refuseIfOutOfReach() {
        problem().ifPresent(problem -> {
            throw new SettingsException(redis.orElseThrow().setting() + " is \"" + where() + "\": " + problem
                    + "; with nacento.cache.resized-images=on Magento would go on believing in the deleted copies. Put it right, or set"
                    + " nacento.cache.resized-images to dry or off.");
        });
    }

    /** Why Magento cannot be made to forget, if that is so. That there is nothing to forget is no reason. */
    public Optional<String> problem() {
        try (Jedis connection = cache.connect()) {
            List<String> tags = connection.srandmember(RedisPages.TAGS, IDS_AT_ONCE);
            if (tags.isEmpty()) {
                return connection.exists(SYMFONYS)
                        ? Optional
                                .of("this cache has the layout of Magento's Symfony caches (2.4.9), which the connector cannot make forget")
                        : Optional.empty();
            }
            if (tags.stream().noneMatch(tag -> tag.startsWith(idPrefix))) {
                return Optional.of("no tag there begins with \"" + idPrefix + "\", one is " + tags.get(0)
                        + " (default-id-prefix or default-database is another one)");
            }
            List<String> objects = connection.srandmember(RedisPages.TAG + idPrefix + FLYSYSTEM, IDS_AT_ONCE);
            return objects.isEmpty() || objects.stream().anyMatch(id -> starts.stream().anyMatch(id::startsWith))
                    ? Optional.empty()
                    : Optional.of(
                            "what Magento remembers there is of another bucket or prefix, or has a prefix of its own (nacento.s3.bucket, "
                                    + "nacento.s3.prefix)");
        } catch (JedisException e) {
            return Optional.of("it cannot be used (" + e.getMessage() + ")");
        }
    }

    /** How many objects Magento remembers. */
    public long size() {
        try (Jedis connection = cache.connect()) {
            return connection.scard(RedisPages.TAG + idPrefix + FLYSYSTEM);
        }
    }

    private String where() {
        return redis.map(server -> server.host() + ":" + server.port()).orElse("");
    }

    private Stream<String> ids(String key) {
        String name = inMagentosForm(key.startsWith(storagePrefix) ? key.substring(storagePrefix.length()) : key);
        return starts.stream().map(start -> start + name);
    }

    private static String inMagentosForm(String path) {
        StringBuilder name = new StringBuilder();
        for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
            char letter = (char) (each & 0xff);
            if (letter == '.') {
                name.append("__");
            } else if (letter >= 'a' && letter <= 'z') {
                name.append((char) (letter - 'a' + 'A'));
            } else {
                name.append(letter >= 'A' && letter <= 'Z' || letter >= '0' && letter <= '9' ? letter : '_');
            }
        }
        return name.toString();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)))
                    .toUpperCase(Locale.ROOT);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static List<List<String>> inParts(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        List<List<String>> parts = new ArrayList<>();
        for (int start = 0; start < all.size(); start += IDS_AT_ONCE) {
            parts.add(all.subList(start, Math.min(start + IDS_AT_ONCE, all.size())));
        }
        return parts;
    }
}
