package com.nacento.connector.storage;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * Asks at the pace that the bucket bears: what it refuses since there are too many requests is asked again, fewer at once, down to
 * one. The SDK's own adaptive strategy measures requests a second and multiplies its rate by 0.7 for each such answer: with many
 * requests at once a single wave of them brings it down to one request every two seconds. Here a wave counts once. It stands in
 * front of the SDK, whose time-outs are for requests that are under way and not for those that wait for their turn.
 */
final class PacedS3Client extends DelegatingS3Client {

    /** Twice as often as the number of requests can be halved: by then there is one at a time. */
    private static final int MOST_REFUSALS = 20;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final Set<Integer> MAY_BE_THE_CHECKSUM = Set.of(400, 403, 501);
    private static final long REFUSAL_NANOS = Duration.ofMinutes(10).toNanos();

    private final RequestPace pace;
    private final ServerTrust trust;
    private final boolean patient;
    /** When the bucket last answered a HEAD only once it was not asked for checksums. */
    private volatile Long checksumsRefusedAt;

    /** @param patient whether what is refused is asked again */
    PacedS3Client(S3Client client, RequestPace pace, ServerTrust trust, boolean patient) {
        super(client);
        this.pace = pace;
        this.trust = trust;
        this.patient = patient;
    }

    /**
     * Asks for the checksum of the object along with it. Who may not decrypt an object is refused that (403), and other servers may
     * not know it: they are asked without.
     */
    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        Long refused = checksumsRefusedAt;
        if (refused != null && System.nanoTime() - refused < REFUSAL_NANOS) {
            return super.headObject(request);
        }
        try {
            return super.headObject(request.toBuilder().checksumMode(ChecksumMode.ENABLED).build());
        } catch (S3Exception e) {
            if (!MAY_BE_THE_CHECKSUM.contains(e.statusCode())) {
                throw e;
            }
            HeadObjectResponse found = super.headObject(request);
            checksumsRefusedAt = System.nanoTime();
            return found;
        }
    }

    @Override
    protected <T extends S3Request, R> R invokeOperation(T request, Function<T, R> operation) {
        try {
            for (int refusals = 1;; refusals++) {
                trust.check();
                RequestPace.Place place = pace.enter();
                RequestPace.Answer answer = RequestPace.Answer.GOOD;
                try {
                    return operation.apply(request);
                } catch (RuntimeException e) {
                    StorageFailure failure = StorageFailure.of(e);
                    answer = failure.asksForLess()
                            ? RequestPace.Answer.SLOW_DOWN
                            : failure.status() != 0
                                    ? RequestPace.Answer.GOOD
                                    : e instanceof AbortedException ? RequestPace.Answer.NONE : RequestPace.Answer.SILENCE;
                    if (isSilence(e)) {
                        trust.doubt();
                    }
                    if (!failure.asksForLess() || !patient || refusals == MOST_REFUSALS || pace.isHopeless()) {
                        throw e;
                    }
                } finally {
                    pace.leave(place, answer, request instanceof HeadObjectRequest);
                }
                pause(refusals);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("the service stops", e);
        } catch (TimeoutException e) {
            throw SdkClientException.create(e.getMessage(), e);
        }
    }

    private static void pause(int refusals) throws InterruptedException {
        long bound = Math.min(FIRST_PAUSE_MILLIS << Math.min(refusals - 1, 10), LONGEST_PAUSE_MILLIS);
        Thread.sleep(ThreadLocalRandom.current().nextLong(bound / 2, bound));
    }

    private static boolean isSilence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException || cause instanceof ApiCallAttemptTimeoutException
                    || cause instanceof ApiCallTimeoutException) {
                return true;
            }
        }
        return false;
    }
}
