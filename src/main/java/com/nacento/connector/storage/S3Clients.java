package com.nacento.connector.storage;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.StorageSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.crt.AwsCrtHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Makes the client that {@code aws2-s3} uses. The component's own has no time-outs and 50 connections; this one keeps as many
 * requests in flight as the settings allow and the bucket bears, gives up on one that hangs, and retries what is worth it (5xx,
 * SlowDown, broken connections) with jitter. The CRT client costs a third of the default one's CPU per HEAD.
 */
public final class S3Clients {

    /** So many that a bucket which fails every third request loses none in practice. */
    private static final int ATTEMPTS = 10;
    /** All tries of one request by the SDK together, with the pauses between them, in {@code nacento.s3.timeout}s. */
    static final int TIMEOUTS = 3;

    private S3Clients() {
    }

    /**
     * A client for the bucket of the settings; opens no connection yet.
     *
     * @param metrics where its requests are counted, and shown how many are under way
     */
    public static S3Client create(StorageSettings storage, MeterRegistry metrics) {
        return create(storage, metrics, RequestPace.of(storage));
    }

    /** A client that tries nothing twice, so that whoever looks for a fault sees it as it is. */
    public static S3Client withoutRetries(StorageSettings storage) {
        return create(storage, new SimpleMeterRegistry(), RequestPace.of(storage), false);
    }

    /** Whether there is something to sign requests with, in the settings or by the AWS default chain. */
    public static boolean findsKeys(StorageSettings storage) {
        try {
            credentials(storage).resolveCredentials();
            return true;
        } catch (SdkClientException e) {
            return false;
        }
    }

    /**
     * The same, where others want to know its pace too.
     *
     * @param pace at which it asks
     */
    public static S3Client create(StorageSettings storage, MeterRegistry metrics, RequestPace pace) {
        return create(storage, metrics, pace, true);
    }

    private static S3Client create(StorageSettings storage, MeterRegistry metrics, RequestPace pace, boolean retry) {
        pace.show(metrics);
        AwsCrtHttpClient.Builder http = AwsCrtHttpClient.builder()
                .maxConcurrency(storage.concurrency())
                // a request that is given up leaves its connection behind, which counts for ever if its answer never comes
                .connectionHealthConfiguration(
                        health -> health.minimumThroughputInBps(1L).minimumThroughputTimeout(silence(storage.timeout())))
                .connectionTimeout(Duration.ofSeconds(Math.min(5, Math.max(1, storage.timeout().toSeconds()))));
        AwsCredentialsProvider credentials = credentials(storage);
        HeadTemplate heads = new HeadTemplate(credentials);
        SdkHttpClient connections = loaded(http);
        List<ExecutionInterceptor> interceptors = new ArrayList<>(
                List.of(new RequestCount(metrics), new ETagRequired(), new PagesInTurn()));
        if (retry) {
            // without it the SDK sends all HEADs, and asks no second time
            interceptors.add(heads);
        }
        var client = S3Client.builder()
                .httpClient(connections)
                .overrideConfiguration(config -> config
                        .apiCallAttemptTimeout(storage.timeout())
                        .apiCallTimeout(storage.timeout().multipliedBy(TIMEOUTS))
                        .executionInterceptors(interceptors)
                        .retryStrategy(retry ? retries() : DefaultRetryStrategy.doNotRetry()))
                .region(Region.of(storage.region()))
                .forcePathStyle(storage.pathStyle())
                .credentialsProvider(credentials);
        // servers other than Amazon's may know no checksum but MD5, which deleting objects must have
        storage.endpoint().ifPresent(endpoint -> client.endpointOverride(endpoint).addPlugin(LegacyMd5Plugin.create()));
        S3Client direct = new DirectHeadClient(client.build(), connections, heads, storage.timeout(), metrics);
        return new PacedS3Client(direct, pace, ServerTrust.of(storage, System.getenv()), retry);
    }

    /** The first client unpacks a native library, which needs a place that can be written and run from. */
    private static SdkHttpClient loaded(AwsCrtHttpClient.Builder http) {
        try {
            return http.build();
        } catch (LinkageError e) {
            throw new SettingsException("The folder for temporary files, " + System.getProperty("java.io.tmpdir")
                    + " (java.io.tmpdir), must have 20 MB of room and not be mounted noexec: the library that talks to S3 cannot be "
                    + "unpacked there, or not loaded");
        }
    }

    /** After so long without a byte a connection is closed: whole seconds, two at least, the CRT client takes nothing else. */
    private static Duration silence(Duration timeout) {
        return Duration.ofSeconds(Math.max(2, timeout.toSeconds()));
    }

    /**
     * At short intervals until the strategy's tokens are used up, so that an outage is noticed soon. What asks for fewer requests
     * is left to {@link PacedS3Client}.
     */
    private static RetryStrategy retries() {
        // without the client's defaults, which would add what the SDK thinks is worth a retry
        return DefaultRetryStrategy.legacyStrategyBuilder()
                .useClientDefaults(false)
                .maxAttempts(ATTEMPTS)
                .backoffStrategy(BackoffStrategy.exponentialDelay(Duration.ofMillis(50), Duration.ofMillis(400)))
                .retryOnException(S3Clients::isWorthARetry)
                .build();
    }

    /**
     * What the SDK's own strategies try again, but for throttling, and for certificates that are not trusted; and an answer that
     * cannot be read, which somebody on the way may have made.
     */
    private static boolean isWorthARetry(Throwable failure) {
        StorageFailure known = StorageFailure.of(failure);
        if (known.status() > 0) {
            return !known.asksForLess() && (Set.of(500, 502, 504).contains(known.status()) || known.code().equals("RequestTimeout")
                    || RetryUtils.isClockSkewException((SdkException) failure));
        }
        boolean broken = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return false;
            }
            broken |= cause instanceof IOException || cause instanceof DateTimeException || cause instanceof NumberFormatException
                    || cause instanceof SdkException sdk && sdk.retryable();
        }
        return broken;
    }

    static AwsCredentialsProvider credentials(StorageSettings storage) {
        return storage.keys()
                .<AwsCredentialsProvider>map(
                        keys -> StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.accessKey(), keys.secretKey())))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
