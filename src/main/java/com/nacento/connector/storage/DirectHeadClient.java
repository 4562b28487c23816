package com.nacento.connector.storage;

import com.nacento.connector.gallery.ETagAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.DateUtils;

/**
 * Sends a HEAD by the SDK's HTTP client and signer alone. The rest of the SDK (rules that find the endpoint, some thirty interceptors,
 * marshalling, retries) costs more than twice the CPU of the request itself, for each of thousands. Only plain answers are read here:
 * found, missing, refused, too many requests. Whatever else happens is left to the SDK, which asks again, with all its retries, and goes on
 * asking until the bucket has answered for a while.
 */
final class DirectHeadClient extends DelegatingS3Client {

    private static final Logger LOG = LoggerFactory.getLogger(DirectHeadClient.class);
    /** From some minutes on S3 refuses a signature for its time; the SDK then corrects its own clock. */
    private static final Duration CLOCK_IS_WRONG = Duration.ofMinutes(4);
    private static final long ABORT_AGAIN_MILLIS = 100;
    private static final Pattern LENGTH = Pattern.compile("\\d{1,18}");

    private final SdkHttpClient http;
    private final HeadTemplate template;
    private final Duration timeout;
    private final MeterRegistry metrics;
    private final ScheduledThreadPoolExecutor timer;

    /**
     * @param client   the SDK's, which tells the template of its HEADs
     * @param http     what it sends by; closed along with it
     * @param timeout  of a HEAD
     * @param metrics  where requests are counted
     */
    DirectHeadClient(S3Client client, SdkHttpClient http, HeadTemplate template, Duration timeout, MeterRegistry metrics) {
        super(client);
        this.http = http;
        this.template = template;
        this.timeout = timeout;
        this.metrics = metrics;
        this.timer = new ScheduledThreadPoolExecutor(1, DirectHeadClient::daemon);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "s3-timeouts");
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest question) {
        Optional<SdkHttpRequest> request = template.request(question);
        if (request.isEmpty()) {
            return super.headObject(question);
        }
        return answer(request.get()).orElseGet(() -> {
            template.setAside();
            return super.headObject(question);
        });
    }

    /**
     * The answer, or empty if the SDK shall ask.
     *
     * @throws S3Exception if the object is missing or refused, or there are too many requests
     */
    private Optional<HeadObjectResponse> answer(SdkHttpRequest request) {
        Optional<SdkHttpResponse> sent = send(request);
        RequestCount.count(metrics, "HeadObject", sent);
        return sent.flatMap(answer -> switch (answer.statusCode()) {
            case 200 -> found(answer);
            case 404 -> throw failure(NoSuchKeyException.builder(), answer, "NoSuchKey");
            case 429, 503 -> throw failure(S3Exception.builder(), answer, null);
            case 403 -> {
                if (clockIsWrong(answer)) {
                    yield Optional.empty();
                }
                throw failure(S3Exception.builder(), answer, null);
            }
            default -> Optional.empty();
        });
    }

    private Optional<SdkHttpResponse> send(SdkHttpRequest request) {
        ExecutableHttpRequest call = http.prepareRequest(HttpExecuteRequest.builder().request(request).build());
        // again and again, since a call that has not begun cannot be aborted
        Future<?> deadline = timer.scheduleWithFixedDelay(call::abort, timeout.toMillis(), ABORT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return Optional.of(call.call().httpResponse());
        } catch (IOException | RuntimeException noAnswer) {
            LOG.debug("The SDK asks again, since a HEAD had no answer", noAnswer);
            return Optional.empty();
        } finally {
            deadline.cancel(false);
        }
    }

    /** Empty for what cannot be read, and without an ETag: somebody else may have answered. */
    private static Optional<HeadObjectResponse> found(SdkHttpResponse answer) {
        String etag = header(answer, "ETag");
        String length = header(answer, "Content-Length");
        if (!ETagAnswer.isUsable(etag) || length != null && !LENGTH.matcher(length).matches()) {
            return Optional.empty();
        }
        return Optional.of(HeadObjectResponse.builder().eTag(etag).contentLength(length == null ? null : Long.valueOf(length))
                .checksumSHA256(header(answer, "x-amz-checksum-sha256"))
                .checksumCRC64NVME(header(answer, "x-amz-checksum-crc64nvme"))
                .checksumSHA1(header(answer, "x-amz-checksum-sha1"))
                .checksumCRC32C(header(answer, "x-amz-checksum-crc32c"))
                .checksumCRC32(header(answer, "x-amz-checksum-crc32")).build());
    }

    /** @param code what the SDK makes of the status where a HEAD has no body that could say it, or {@code null} */
    private static S3Exception failure(S3Exception.Builder failure, SdkHttpResponse answer, String code) {
        return (S3Exception) failure.statusCode(answer.statusCode()).requestId(header(answer, "x-amz-request-id"))
                .awsErrorDetails(
                        AwsErrorDetails.builder().serviceName("S3").errorCode(code).errorMessage(code).sdkHttpResponse(answer).build())
                .build();
    }

    private static boolean clockIsWrong(SdkHttpResponse answer) {
        try {
            return answer.firstMatchingHeader("Date").map(DateUtils::parseRfc1123Date)
                    .map(date -> Duration.between(date, Instant.now()).abs().compareTo(CLOCK_IS_WRONG) > 0).orElse(false);
        } catch (DateTimeException unreadable) {
            return true;
        }
    }

    private static String header(SdkHttpResponse answer, String name) {
        return answer.firstMatchingHeader(name).orElse(null);
    }

    @Override
    public void close() {
        super.close();
        http.close();
        timer.shutdownNow();
    }
}
