package com.nacento.connector.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The broker and Magento's queue on it.
 *
 * @param addresses {@code host:port}, several separated by commas
 * @param topic     queue and routing key of the gallery messages, never empty
 * @param consumers how many take from the queue in this process; 0: none
 * @param events    whether there is a queue of events, since systems speak for themselves
 * @param bucketKey routing key by which the queue of the bucket's events is bound; empty: no events are taken
 */
public record RabbitSettings(String addresses, String user, String password, String vhost, boolean ssl, String exchange,
        String topic, int consumers, boolean events, Optional<String> bucketKey) {

    static final String TOPIC = "nacento.rabbitmq.topic";

    /** What the name of the queue of the bucket's events adds to the topic. */
    public static final String BUCKET_QUEUE = ".bucket";

    private static final String DEFAULT_TOPIC = "nacento.gallery.process";
    private static final String CONSUMERS = "nacento.rabbitmq.consumers";
    private static final String ADDRESS = "(\\[[0-9A-Fa-f:]+]|[^\\s,:/@]+)(:\\d{1,5})?";
    private static final Pattern ADDRESSES = Pattern.compile(ADDRESS + "(\\s*,\\s*" + ADDRESS + ")*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final Pattern KEY_OR_NOTHING = Pattern.compile("[A-Za-z0-9._:-]{0,255}");
    private static final Pattern NAME_OR_NOTHING = Pattern.compile("[A-Za-z0-9._:-]{0,200}");
    private static final String NAME_ADVICE = "give 1 to 200 letters, digits, '.', '_', ':' or '-'.";

    /** Without queues of events. */
    public RabbitSettings(String addresses, String user, String password, String vhost, boolean ssl, String exchange, String topic,
            int consumers) {
        this(addresses, user, password, vhost, ssl, exchange, topic, consumers, false, Optional.empty());
    }

    static RabbitSettings from(SettingValues read) {
        int consumers = read.whole(CONSUMERS, 0, 64);
        String given = read.matching(TOPIC, NAME_OR_NOTHING, NAME_ADVICE);
        String topic = given.isEmpty() ? DEFAULT_TOPIC : given;
        String bucketKey = read.matching("nacento.bucket-events.routing-key", KEY_OR_NOTHING,
                "give at most 255 letters, digits, '.', '_', ':' or '-', or nothing.");
        return new RabbitSettings(
                read.matching("nacento.rabbitmq.addresses", ADDRESSES, "give host:port, several separated by commas."),
                read.text("nacento.rabbitmq.user"),
                read.secret("nacento.rabbitmq.password"),
                read.required("nacento.rabbitmq.vhost"),
                read.flag("nacento.rabbitmq.ssl"),
                read.matching("nacento.rabbitmq.exchange", NAME, NAME_ADVICE),
                topic,
                consumers,
                !read.list(SourceNames.SETTING).isEmpty(),
                read.flag("nacento.bucket-events.enabled")
                        ? Optional.of(bucketKey.isEmpty() ? topic + BUCKET_QUEUE : bucketKey)
                        : Optional.empty());
    }

    /** A service that neither takes calls nor takes from the queue would have nothing to do. */
    void refuseIdleness(SettingValues read, boolean http) {
        if (consumers == 0 && !http) {
            throw read.wrong(CONSUMERS, "with " + SettingName.shown("nacento.http.enabled")
                    + "=false there is nothing to do; switch one of them on.");
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "RabbitSettings[addresses=" + addresses + ", vhost=" + vhost + ", topic=" + topic + "]";
    }
}
