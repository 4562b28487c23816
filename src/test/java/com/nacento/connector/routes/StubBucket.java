package com.nacento.connector.routes;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** In place of the bucket: a client that knows a few objects and notes what is asked. All but HEAD is unsupported. */
final class StubBucket implements S3Client {

    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile RuntimeException bucketFailure;

    void has(String key, String etag) {
        etags.put(key, etag);
    }

    void fails(String key, RuntimeException failure) {
        failures.put(key, failure);
    }

    void isAway(RuntimeException failure) {
        bucketFailure = failure;
    }

    /** The keys that were asked for; the bucket itself is {@code ""}. */
    List<String> asked() {
        return asked;
    }

    void clear() {
        etags.clear();
        failures.clear();
        asked.clear();
        bucketFailure = null;
    }

    static RuntimeException status(int status) {
        return status == 404 ? NoSuchKeyException.builder().statusCode(404).build()
                : S3Exception.builder().statusCode(status).message("status " + status).build();
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        asked.add(request.key());
        if (failures.containsKey(request.key())) {
            throw failures.get(request.key());
        }
        if (!etags.containsKey(request.key())) {
            throw status(404);
        }
        return HeadObjectResponse.builder().eTag(etags.get(request.key())).build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        asked.add("");
        if (bucketFailure != null) {
            throw bucketFailure;
        }
        return HeadBucketResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return "s3";
    }

    @Override
    public void close() {
        // holds nothing
    }
}
