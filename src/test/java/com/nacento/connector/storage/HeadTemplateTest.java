package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** What is read off a HEAD of the SDK, for addresses and signatures that no server here asks for. */
class HeadTemplateTest {

    private static final String OURS = "AWS4-HMAC-SHA256 Credential=a/b+c/20261130/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0";

    private final HeadTemplate template = new HeadTemplate(StaticCredentialsProvider.create(AwsBasicCredentials.create("a/b+c", "secret")));

    @ParameterizedTest
    @CsvSource({
        "https://s3.eu-west-1.amazonaws.com, /media/a/b.jpg, /media/c%20d.jpg",
        "https://media.s3.dualstack.eu-west-1.amazonaws.com, /a/b.jpg, /c%20d.jpg",
        "https://minio.example/storage, /storage/media/a/b.jpg, /storage/media/c%20d.jpg"})
    void hostAndPathAreThoseOfTheSdk(URI endpoint, String path, String next) {
        sent(endpoint, path, OURS, "UNSIGNED-PAYLOAD", 200);

        SdkHttpRequest request = template.request(question("c d.jpg")).orElseThrow();
        assertThat(request.getUri()).hasScheme("https").hasHost(endpoint.getHost()).hasPath(URI.create(next).getPath());
        assertThat(request.encodedPath()).isEqualTo(next);
        assertThat(request.firstMatchingHeader("Authorization").orElseThrow()).contains("Credential=a/b+c/", "/eu-west-1/s3/aws4_request")
                .matches(".*Signature=[0-9a-f]{64}");
        assertThat(request.firstMatchingHeader("x-amz-content-sha256")).hasValue("UNSIGNED-PAYLOAD");
        assertThat(request.headers()).doesNotContainKey("amz-sdk-invocation-id");
    }

    /**
     * A directory bucket's keys are those of a session, which this knows nothing of; some endpoints want another kind of signature, or
     * none.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", value = {
        "AWS4-HMAC-SHA256 Credential=SESSION/20261130/eu-west-1/s3express/aws4_request, SignedHeaders=host, Signature=0",
        "AWS4-ECDSA-P256-SHA256 Credential=a/b+c/20261130/s3/aws4_request, SignedHeaders=host, Signature=0", "AWS a/b+c:0", "none"})
    void whatIsSignedOtherwiseIsLeftToTheSdk(String authorization) {
        sent(URI.create("https://media.example"), "/a/b.jpg", authorization, "UNSIGNED-PAYLOAD", 200);

        assertThat(template.request(question("a/b.jpg"))).isEmpty();
    }

    @Test
    void whatWasNotAnsweredIsNoExample() {
        sent(URI.create("https://media.example"), "/a/b.jpg", OURS, "UNSIGNED-PAYLOAD", 403);

        assertThat(template.request(question("a/b.jpg"))).isEmpty();
    }

    private static HeadObjectRequest question(String key) {
        return HeadObjectRequest.builder().bucket("media").key(key).build();
    }

    private void sent(URI endpoint, String path, String authorization, String contentHash, int status) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder().method(SdkHttpMethod.HEAD).protocol(endpoint.getScheme())
                .host(endpoint.getHost()).encodedPath(path).putHeader("Host", endpoint.getHost()).putHeader("amz-sdk-invocation-id", "1")
                .putHeader("x-amz-content-sha256", contentHash);
        if (authorization != null) {
            request.putHeader("Authorization", authorization);
        }
        template.afterTransmission(new Sent(question("a/b.jpg"), request.build(), SdkHttpResponse.builder().statusCode(status).build()),
                new ExecutionAttributes());
    }

    private record Sent(SdkRequest request, SdkHttpRequest httpRequest, SdkHttpResponse httpResponse) implements Context.AfterTransmission {

        @Override
        public Optional<RequestBody> requestBody() {
            return Optional.empty();
        }

        @Override
        public Optional<AsyncRequestBody> asyncRequestBody() {
            return Optional.empty();
        }

        @Override
        public Optional<Publisher<ByteBuffer>> responsePublisher() {
            return Optional.empty();
        }

        @Override
        public Optional<InputStream> responseBody() {
            return Optional.empty();
        }
    }
}
