package com.nacento.connector.storage;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * What a HEAD of an object looks like on its way to this bucket: host, path in front of the key, headers, region. Nothing of that is known
 * here: it is read off the last HEAD that the SDK sent itself and that was answered, so settings, environment and profiles count as ever.
 * Only what differs between two objects is made anew: the key and the signature. It is set aside while the bucket has trouble.
 */
final class HeadTemplate implements ExecutionInterceptor {

    private static final String SIGNATURE = "AWS4-HMAC-SHA256 Credential=";
    private static final String CONTENT_HASH = "x-amz-content-sha256";
    /** What the signer makes, and what the SDK says of a single request. */
    private static final Set<String> OF_ONE_REQUEST = Set.of("authorization", "x-amz-date", CONTENT_HASH, "x-amz-security-token",
            "amz-sdk-invocation-id", "amz-sdk-request");
    private static final int DATE_REGION_SERVICE_END = 4;
    /** So many answers give the SDK all the retries back that an outage has cost it. */
    private static final int ANSWERS_AFTER_TROUBLE = 500;

    private final AwsCredentialsProvider credentials;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final AtomicInteger setAside = new AtomicInteger();
    private volatile Seen seen;

    /**
     * A HEAD of the SDK.
     *
     * @param question what was asked, without the key
     * @param request  what was sent, without what belongs to this one request only
     * @param path     what stands in front of the encoded key
     */
    private record Seen(HeadObjectRequest question, SdkHttpRequest request, String path, String region, String service,
            boolean signsContent) {
    }

    HeadTemplate(AwsCredentialsProvider credentials) {
        this.credentials = credentials;
    }

    @Override
    public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes attributes) {
        if (answer.request() instanceof HeadObjectRequest question && answer.httpResponse().isSuccessful()) {
            seen = read(question, answer.httpRequest());
            setAside.updateAndGet(answers -> Math.max(answers - 1, 0));
        }
    }

    /** {@code null} for a request that is signed in another way, or not at all. */
    private Seen read(HeadObjectRequest question, SdkHttpRequest sent) {
        String signature = sent.firstMatchingHeader("Authorization").orElse("");
        // other keys than these are those of a session, as directory buckets want them (S3 Express)
        String ours = SIGNATURE + credentials.resolveCredentials().accessKeyId() + "/";
        String key = SdkHttpUtils.urlEncodeIgnoreSlashes(question.key());
        if (!signature.startsWith(ours) || !sent.encodedPath().endsWith("/" + key) || !sent.rawQueryParameters().isEmpty()) {
            return null;
        }
        String[] scope = signature.substring(ours.length(), signature.indexOf(',')).split("/");
        if (scope.length != DATE_REGION_SERVICE_END) {
            return null;
        }
        SdkHttpRequest.Builder request = sent.toBuilder();
        sent.headers().keySet().stream().filter(name -> OF_ONE_REQUEST.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(request::removeHeader);
        return new Seen(withoutKey(question), request.build(), sent.encodedPath().substring(0, sent.encodedPath().length() - key.length()),
                scope[1], scope[2],
                sent.firstMatchingHeader(CONTENT_HASH).filter("UNSIGNED-PAYLOAD"::equals).isEmpty());
    }

    private static HeadObjectRequest withoutKey(HeadObjectRequest question) {
        return question.toBuilder().key(null).build();
    }

    /**
     * Leaves the next requests to the SDK, until so many have been answered that it has all its retries again: it gets them back by answers
     * of its own only, and an outage must not be met by twice as many requests.
     */
    void setAside() {
        setAside.set(ANSWERS_AFTER_TROUBLE);
    }

    /** The request for this object, or empty if the SDK has not sent one yet that differs from it by nothing but the key. */
    Optional<SdkHttpRequest> request(HeadObjectRequest question) {
        Seen known = seen;
        if (known == null || setAside.get() > 0 || !known.question().equals(withoutKey(question))) {
            return Optional.empty();
        }
        SdkHttpRequest request = known.request().toBuilder().encodedPath(known.path() + SdkHttpUtils.urlEncodeIgnoreSlashes(question.key()))
                .build();
        AwsCredentialsIdentity identity = credentials.resolveCredentials();
        return Optional.of(signer.sign(SignRequest.builder(identity)
                .request(request)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, known.service())
                .putProperty(AwsV4HttpSigner.REGION_NAME, known.region())
                // as the SDK does for S3
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, known.signsContent())
                .build()).request());
    }
}
