package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.Outage;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * What a failure of the bucket means, and what to do about it. The one table of that: whoever asks the bucket (the work, health,
 * doctor) reads it here. docs/operations.md shows it.
 *
 * @param status what the storage answered with, or 0 if it gave no answer
 * @param code   S3's word for it, or {@code ""}: the answer to a HEAD has no body that could say it
 */
public record StorageFailure(int status, String code, Meaning meaning, Throwable failure) {

    /** What is wrong, by the codes of Amazon, Ceph, MinIO, R2, Alibaba and Tencent. */
    enum Meaning {
        UNKNOWN_KEY(401, "the storage does not know the access key", "check nacento.s3.access-key (rotated, revoked or mistyped)",
                "InvalidAccessKeyId", "InvalidClientTokenId", "UnrecognizedClientException", "Unauthorized"),
        SIGNATURE(0, "the secret key does not fit the access key", "check nacento.s3.secret-key, and nacento.s3.region",
                "SignatureDoesNotMatch", "InvalidSignature"),
        CLOCK(0, "this machine's clock is not the storage's", "set it (NTP)", "RequestTimeTooSkewed", "RequestExpired",
                "RequestInTheFuture"),
        EXPIRED(0, "the credentials have expired or were taken back", "renew what the AWS default chain finds",
                "ExpiredToken", "ExpiredTokenException", "InvalidToken", "TokenRefreshRequired"),
        ACCOUNT(0, "the storage has shut the account", "ask who runs the storage (suspended, not paid, not entitled)",
                "AllAccessDisabled", "AccountProblem", "UserSuspended", "UserDisable", "NotSignedUp", "NotEntitled", "OptInRequired",
                "InvalidPayer"),
        REGION(301, "the bucket is in another region", "check nacento.s3.region and nacento.s3.endpoint",
                "PermanentRedirect", "TemporaryRedirect", "Redirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException",
                "InvalidRegion"),
        HOST_STYLE(0, "the server wants the bucket in the host name", "set nacento.s3.path-style=false",
                "SecondLevelDomainForbidden", "PathStyleDomainForbidden", "InvalidPathAccess"),
        /** Says nothing of who is at fault: one object, or all of them. */
        DENIED(403, "the keys may neither read nor list anything here",
                "allow s3:GetObject and s3:ListBucket, or name a readable object in nacento.s3.ping-object-key", "AccessDenied",
                "Forbidden"),
        NO_BUCKET(404, "", "check nacento.s3.bucket, nacento.s3.endpoint and nacento.s3.path-style", "NoSuchBucket", "InvalidBucketName"),
        BUSY(0, "the storage asks for fewer requests", "lower nacento.s3.concurrency, or wait",
                "SlowDown", "TooManyRequests", "TooManyRequestsException", "RequestLimitExceeded", "Throttling", "ThrottlingException",
                "BandwidthLimitExceeded", "QpsLimitExceeded", "ServiceUnavailable"),
        BROKEN(0, "the storage has a trouble of its own", "try again, then ask who runs it", "InternalError"),
        NO_ANSWER(0, "", "check nacento.s3.endpoint (host, port, https), that this machine can reach it, and nacento.s3.timeout"),
        OTHER(0, "the storage refuses", "check nacento.s3.endpoint, nacento.s3.region and nacento.s3.path-style");

        private final int status;
        private final String words;
        private final String advice;
        private final Set<String> codes;

        Meaning(int status, String words, String advice, String... codes) {
            this.status = status;
            this.words = words;
            this.advice = advice;
            this.codes = Set.of(codes);
        }

        private static Meaning of(int status, String code) {
            for (Meaning meaning : values()) {
                if (meaning.codes.contains(code)) {
                    return meaning;
                }
            }
            for (Meaning meaning : values()) {
                if (status > 0 && meaning.status == status) {
                    return meaning;
                }
            }
            return status == 0 ? NO_ANSWER : status == 503 || status == 429 ? BUSY : status >= 500 ? BROKEN : OTHER;
        }
    }

    private static final int LONGEST_REASON = 120;

    /** Reads a failure, however Camel has wrapped it. */
    public static StorageFailure of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause() == cause ? null : cause.getCause()) {
            if (cause instanceof SdkServiceException answer) {
                AwsErrorDetails details = answer instanceof AwsServiceException aws ? aws.awsErrorDetails() : null;
                String code = details == null || details.errorCode() == null ? "" : details.errorCode();
                return new StorageFailure(answer.statusCode(), code, Meaning.of(answer.statusCode(), code), answer);
            }
        }
        return new StorageFailure(0, "", Meaning.NO_ANSWER, failure);
    }

    /** Whether it is nobody's object that is at fault, but what all requests have in common: keys, clock, account, region, bucket. */
    public boolean isEverybodys() {
        return switch (meaning) {
            case UNKNOWN_KEY, SIGNATURE, CLOCK, EXPIRED, ACCOUNT, REGION, HOST_STYLE, NO_BUCKET -> true;
            default -> false;
        };
    }

    /** Whether the storage merely says that this may not be done. */
    public boolean isDenial() {
        return meaning == Meaning.DENIED;
    }

    /** Whether the answer of a listing can tell more: one that came, and whose reason a HEAD has no room for. */
    boolean isVague() {
        return (code.isEmpty() || code.equals("NoSuchKey")) && status >= 300 && status < 500 && status != 429;
    }

    /** Whether it asks for fewer requests. */
    boolean asksForLess() {
        return meaning == Meaning.BUSY;
    }

    /** What happened, with the code: {@code InvalidAccessKeyId: the storage does not know the access key}. */
    public String words(StorageSettings storage) {
        String name = code.isEmpty() ? status > 0 ? "status " + status : "" : code;
        String words = switch (meaning) {
            case NO_BUCKET -> "there is no bucket " + storage.bucket();
            case NO_ANSWER ->
                root() instanceof UnexpectedServer ? reason() : "the bucket " + storage.bucket() + " does not answer: " + reason();
            case REGION -> meaning.words + region();
            default -> meaning.words;
        };
        return name.isEmpty() ? words : name + ": " + words;
    }

    /** What to do about it, naming the setting. */
    public String advice(StorageSettings storage) {
        if (root() instanceof UnexpectedServer server) {
            return server.advice();
        }
        if (meaning == Meaning.NO_ANSWER && !storage.pathStyle() && storage.endpoint().isPresent() && isUnknownHost()) {
            return "check nacento.s3.endpoint, or set nacento.s3.path-style=true: nobody knows the host " + storage.bucket() + "."
                    + storage.endpoint().get().getHost();
        }
        if (meaning == Meaning.UNKNOWN_KEY && storage.keys().isEmpty()) {
            return "renew what the AWS default chain finds (rotated, revoked or mistyped)";
        }
        if (meaning == Meaning.EXPIRED && storage.keys().isPresent()) {
            return "renew nacento.s3.access-key and nacento.s3.secret-key";
        }
        return meaning.advice;
    }

    /** Everybody's trouble, said in one sentence. */
    Outage outage(StorageSettings storage) {
        return new Outage(Outage.Part.STORAGE, words(storage) + "; " + advice(storage), null);
    }

    /** Where the bucket says that it is. */
    private String region() {
        SdkHttpResponse response = failure instanceof AwsServiceException aws && aws.awsErrorDetails() != null
                ? aws.awsErrorDetails().sdkHttpResponse()
                : null;
        return response == null
                ? ""
                : response.firstMatchingHeader("x-amz-bucket-region").map(region -> ", " + Excerpt.of(region, 40)).orElse("");
    }

    /** The deepest cause says most: "connection refused" rather than "unable to execute HTTP request". */
    public String reason() {
        Throwable root = root();
        String message = root.getMessage() == null
                ? failure.getMessage()
                : root instanceof SdkException sdk && sdk.rawMessage() != null ? sdk.rawMessage() : root.getMessage();
        return root instanceof UnexpectedServer ? message : Excerpt.of(String.valueOf(message), LONGEST_REASON);
    }

    private boolean isUnknownHost() {
        String reason = reason().toLowerCase(Locale.ROOT);
        return root() instanceof UnknownHostException || List.of("dns", "host name").stream().anyMatch(reason::contains);
    }

    private Throwable root() {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root;
    }
}
