package com.nacento.connector.config;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether and how the bucket says by itself that objects were written; the queue of its events is told of in {@link RabbitSettings}.
 *
 * @param enabled  whether events are taken at all
 * @param hook     how senders over HTTP are known; empty: nothing is taken over HTTP
 * @param sqsQueue URL of a queue of Amazon SQS from which events are taken
 */
public record BucketEventSettings(boolean enabled, Optional<HookSettings> hook, Optional<URI> sqsQueue) {

    private static final String PREFIX = "nacento.bucket-events.";
    private static final String SQS_QUEUE = PREFIX + "sqs-queue";
    private static final Pattern SQS_OR_NOTHING = Pattern
            .compile("(https?://[A-Za-z0-9.-]+(:\\d{1,5})?/[0-9]{1,20}/[A-Za-z0-9_-]{1,80}(\\.fifo)?)?");

    static BucketEventSettings from(SettingValues read) {
        boolean enabled = read.flag(PREFIX + "enabled");
        Optional<HookSettings> hook = HookSettings.ofSecret(read, PREFIX);
        String queue = read.matching(SQS_QUEUE, SQS_OR_NOTHING,
                "give the queue's URL, such as https://sqs.eu-west-1.amazonaws.com/123456789012/pictures, or nothing.");
        return new BucketEventSettings(enabled, enabled ? hook : Optional.empty(),
                enabled && !queue.isEmpty() ? Optional.of(URI.create(queue)) : Optional.empty());
    }
}
