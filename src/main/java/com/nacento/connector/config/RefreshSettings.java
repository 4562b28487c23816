package com.nacento.connector.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is refreshed in the shop after a change. Each part is off until it is configured.
 *
 * @param varnish       {@code host:port} of each Varnish server
 * @param redis         where Magento keeps its built-in page cache
 * @param defaultCache  where Magento keeps its default cache, with what it remembers of the bucket
 * @param resizedImages what happens to resized copies of a picture that was replaced
 * @param resizeAhead   whether Magento is asked to resize new and replaced pictures
 * @param maxRefreshes  of so many products, within an hour, replaced pictures are refreshed; beyond them nothing is
 * @param pause         between two tries of a refresh that failed
 */
public record RefreshSettings(List<String> varnish, Optional<Redis> redis, Optional<Redis> defaultCache, ResizedImages resizedImages,
        boolean resizeAhead,
        int maxRefreshes, Duration pause) {

    private static final String NAMED = "[A-Za-z0-9._-]+:\\d{1,5}";
    /** Camel's component loses an IPv6 address in brackets. */
    private static final Pattern ADDRESSES = Pattern.compile("(" + NAMED + "(\\s*,\\s*" + NAMED + ")*)?");
    private static final Pattern ADDRESS_OR_NOTHING = Pattern.compile("(" + NAMED + "|\\[[0-9A-Fa-f:]+]:\\d{1,5})?");
    private static final String DEFAULT_CACHE = "nacento.cache.redis.default-";
    private static final Pattern ID_PREFIX = Pattern.compile("[A-Za-z0-9_]*");

    /** What happens to resized copies: nothing, a line in the log, or they are deleted. */
    public enum ResizedImages {
        OFF, DRY, ON
    }

    /**
     * A Redis or Valkey server with one of Magento's caches.
     *
     * @param setting  the name of the setting with its address
     * @param idPrefix {@code id_prefix} of the cache in Magento's {@code env.php}
     */
    public record Redis(String setting, String host, int port, int database, String user, String password, boolean ssl, String idPrefix) {

        /**
         * @param start    what the names of its settings begin with
         * @param frontend the cache's name in {@code env.php}
         */
        static Optional<Redis> from(SettingValues read, String start, String frontend) {
            String address = read.matching(start + "address", ADDRESS_OR_NOTHING, "give host:port, or nothing.");
            if (address.isEmpty()) {
                return Optional.empty();
            }
            int colon = address.lastIndexOf(':');
            return Optional.of(new Redis(start + "address", address.substring(0, colon).replaceAll("[\\[\\]]", ""),
                    Integer.parseInt(address.substring(colon + 1)), read.whole(start + "database", 0, 1023), read.text(start + "user"),
                    read.secret(start + "password"), read.flag(start + "ssl"),
                    read.matching(start + "id-prefix", ID_PREFIX,
                            "give cache.frontend." + frontend + ".id_prefix of env.php, such as 69d_.")));
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Redis[" + host + ":" + port + "/" + database + "]";
        }
    }

    static RefreshSettings from(SettingValues read) {
        read.matching("nacento.cache.varnish.hosts", ADDRESSES, "give host:port, several separated by commas, an IPv6 address by a name.");
        Optional<Redis> defaultCache = Redis.from(read, DEFAULT_CACHE, "default");
        ResizedImages resizedImages = read.choice("nacento.cache.resized-images", ResizedImages.class);
        if (resizedImages == ResizedImages.ON && defaultCache.isEmpty()) {
            throw new SettingsException(SettingName.shown(DEFAULT_CACHE + "address")
                    + " is missing: with nacento.cache.resized-images=on Magento would go on"
                    + " believing in the deleted copies; give the host:port of its default cache (cache.frontend.default in env.php), or "
                    + "set"
                    + " nacento.cache.resized-images to dry or off.");
        }
        return new RefreshSettings(
                read.list("nacento.cache.varnish.hosts"),
                Redis.from(read, "nacento.cache.redis.", "page_cache"),
                defaultCache,
                resizedImages,
                read.flag("nacento.cache.resize-ahead"),
                read.whole("nacento.cache.max-refreshes", 1, 999_999_999),
                read.time("nacento.cache.retry-pause", Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    /** Whether pages of changed products are purged from a cache. */
    public boolean purgesPages() {
        return !varnish.isEmpty() || redis.isPresent() || defaultCache.isPresent();
    }

    /** Whether something is done about resized copies of pictures that were replaced. */
    public boolean looksAtReplacedImages() {
        return resizedImages != ResizedImages.OFF || resizeAhead;
    }

    /** Whether something is done about pictures that are new: Magento may believe that they do not exist. */
    public boolean looksAtNewImages() {
        return resizeAhead || defaultCache.isPresent();
    }

    /** Whether anything is refreshed at all. */
    public boolean isOn() {
        return purgesPages() || looksAtReplacedImages();
    }
}
