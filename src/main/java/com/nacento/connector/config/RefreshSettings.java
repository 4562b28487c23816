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
 * @param resizedImages what happens to resized copies of a picture that was replaced
 * @param resizeAhead   whether Magento is asked to resize new and replaced pictures
 * @param pause         between two tries of a refresh that failed
 */
public record RefreshSettings(List<String> varnish, Optional<Redis> redis, ResizedImages resizedImages, boolean resizeAhead, Duration pause) {

    private static final String NAMED = "[A-Za-z0-9._-]+:\\d{1,5}";
    /** Camel's component loses an IPv6 address in brackets. */
    private static final Pattern ADDRESSES = Pattern.compile("(" + NAMED + "(\\s*,\\s*" + NAMED + ")*)?");
    private static final Pattern ADDRESS_OR_NOTHING = Pattern.compile("(" + NAMED + "|\\[[0-9A-Fa-f:]+]:\\d{1,5})?");
    private static final Pattern ID_PREFIX = Pattern.compile("[A-Za-z0-9_]*");

    /** What happens to resized copies: nothing, a line in the log, or they are deleted. */
    public enum ResizedImages {
        OFF, DRY, ON
    }

    /**
     * A Redis or Valkey server with Magento's page cache.
     *
     * @param idPrefix {@code cache.frontend.page_cache.id_prefix} of Magento's {@code env.php}
     */
    public record Redis(String host, int port, int database, String user, String password, boolean ssl, String idPrefix) {

        static Optional<Redis> from(SettingValues read) {
            String address = read.matching("nacento.cache.redis.address", ADDRESS_OR_NOTHING, "give host:port, or nothing.");
            if (address.isEmpty()) {
                return Optional.empty();
            }
            int colon = address.lastIndexOf(':');
            return Optional.of(new Redis(address.substring(0, colon).replaceAll("[\\[\\]]", ""), Integer.parseInt(address.substring(colon + 1)),
                    read.whole("nacento.cache.redis.database", 0, 1023), read.text("nacento.cache.redis.user"),
                    read.secret("nacento.cache.redis.password"), read.flag("nacento.cache.redis.ssl"),
                    read.matching("nacento.cache.redis.id-prefix", ID_PREFIX, "give cache.frontend.page_cache.id_prefix of env.php, such as 69d_.")));
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "Redis[" + host + ":" + port + "/" + database + "]";
        }
    }

    static RefreshSettings from(SettingValues read) {
        read.matching("nacento.cache.varnish.hosts", ADDRESSES, "give host:port, several separated by commas, an IPv6 address by a name.");
        return new RefreshSettings(
                read.list("nacento.cache.varnish.hosts"),
                Redis.from(read),
                read.choice("nacento.cache.resized-images", ResizedImages.class),
                read.flag("nacento.cache.resize-ahead"),
                read.time("nacento.cache.retry-pause", Duration.ofSeconds(1), Duration.ofHours(1)));
    }

    /** Whether pages of changed products are purged from a cache. */
    public boolean purgesPages() {
        return !varnish.isEmpty() || redis.isPresent();
    }

    /** Whether something is done about resized copies of pictures that were replaced. */
    public boolean looksAtReplacedImages() {
        return resizedImages != ResizedImages.OFF || resizeAhead;
    }

    /** Whether anything is refreshed at all. */
    public boolean isOn() {
        return purgesPages() || looksAtReplacedImages();
    }
}
