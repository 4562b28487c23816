package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import java.net.URI;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Makes the client that {@code aws2-sqs} uses, by which events of the bucket are taken from Amazon SQS. */
public final class SqsClients {

    private static final Pattern AMAZONS = Pattern.compile("sqs\\.([a-z0-9-]+)\\.amazonaws\\.com(?:\\.cn)?");
    /** A request waits 20 s for messages. */
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private SqsClients() {
    }

    /**
     * A client for one queue, with the keys of the bucket; opens no connection yet.
     *
     * @param queue its URL, which names the region where it is Amazon's
     */
    public static SqsClient create(StorageSettings storage, URI queue) {
        Matcher amazons = AMAZONS.matcher(queue.getHost());
        var client = SqsClient.builder()
                .httpClientBuilder(AwsCrtHttpClient.builder().connectionTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(config -> config.apiCallAttemptTimeout(TIMEOUT))
                .credentialsProvider(S3Clients.credentials(storage));
        if (amazons.matches()) {
            return client.region(Region.of(amazons.group(1))).build();
        }
        return client.region(Region.of(storage.region())).endpointOverride(queue.resolve("/")).build();
    }
}
