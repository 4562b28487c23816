package com.nacento.connector.routes;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** In place of the bucket: a client that knows a few objects and notes what is asked. All but GET, HEAD and listing is unsupported. */
public final class StubBucket implements S3Client {

    private final Map<String, String> etags = new ConcurrentHashMap<>();
    private final Map<String, byte[]> contents = new ConcurrentHashMap<>();
    private final Map<String, RuntimeException> failures = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<List<String>> deleted = new CopyOnWriteArrayList<>();
    /** What listings leave out. */
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private volatile RuntimeException bucketFailure;
    private volatile String listable = "";

    public void has(String key, String etag) {
        etags.put(key, etag);
    }

    public void holds(String key, byte[] content) {
        contents.put(key, content);
    }

    /** An object that no listing shows. */
    public void hides(String key) {
        hidden.add(key);
    }

    public void fails(String key, RuntimeException failure) {
        failures.put(key, failure);
    }

    public void isAway(RuntimeException failure) {
        bucketFailure = failure;
    }

    /** The keys that were asked for; the bucket itself is {@code ""}. */
    public List<String> asked() {
        return asked;
    }

    /** The keys that were deleted, request by request. */
    public List<List<String>> deleted() {
        return deleted;
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        if (bucketFailure != null) {
            throw bucketFailure;
        }
        deleted.add(request.delete().objects().stream().map(ObjectIdentifier::key).toList());
        return DeleteObjectsResponse.builder().build();
    }

    @Override
    public ListObjectsV2Iterable listObjectsV2Paginator(ListObjectsV2Request request) {
        return new ListObjectsV2Iterable(this, request);
    }

    /** From now on the bucket may be listed only with a prefix that begins so. */
    public void mayBeListedBelow(String prefix) {
        listable = prefix;
    }

    public void clear() {
        listable = "";
        deleted.clear();
        hidden.clear();
        etags.clear();
        contents.clear();
        failures.clear();
        asked.clear();
        bucketFailure = null;
    }

    public static RuntimeException status(int status) {
        return status == 404
                ? NoSuchKeyException.builder().statusCode(404).build()
                : S3Exception.builder().statusCode(status).message("status " + status).build();
    }

    @Override
    public <T> T getObject(GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> reader) {
        asked.add(request.key());
        if (failures.containsKey(request.key())) {
            throw failures.get(request.key());
        }
        if (!contents.containsKey(request.key())) {
            throw status(404);
        }
        try {
            return reader.transform(GetObjectResponse.builder().build(),
                    AbortableInputStream.create(new ByteArrayInputStream(contents.get(request.key()))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
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

    /** Pages of three objects; a key that fails makes the page that it is on fail. */
    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        if (request.delimiter() != null) {
            return folders(request);
        }
        String after = request.startAfter() == null ? "" : request.startAfter();
        asked.add(request.startAfter() == null ? "look at " + request.prefix() : "list " + after);
        if (request.startAfter() == null && bucketFailure != null) {
            throw bucketFailure;
        }
        String prefix = request.prefix() == null ? "" : request.prefix();
        if (!prefix.startsWith(listable)) {
            throw status(403);
        }
        List<String> keys = Stream.concat(etags.keySet().stream(), failures.keySet().stream())
                .filter(key -> key.startsWith(prefix) && key.compareTo(after) > 0 && !hidden.contains(key)).sorted().toList();
        List<String> page = keys.subList(0, Math.min(keys.size(), 3));
        page.stream().filter(key -> request.startAfter() != null && failures.containsKey(key)).findFirst().ifPresent(key -> {
            throw failures.get(key);
        });
        return ListObjectsV2Response.builder().isTruncated(keys.size() > page.size())
                .contents(page.stream().map(key -> S3Object.builder().key(key).eTag(etags.get(key)).build()).toList()).build();
    }

    private ListObjectsV2Response folders(ListObjectsV2Request request) {
        asked.add("folders " + request.prefix());
        if (bucketFailure != null) {
            throw bucketFailure;
        }
        List<CommonPrefix> folders = etags.keySet().stream().filter(key -> key.startsWith(request.prefix()))
                .map(key -> key.substring(0, key.indexOf('/', request.prefix().length()) + 1)).distinct().sorted()
                .map(folder -> CommonPrefix.builder().prefix(folder).build()).toList();
        return ListObjectsV2Response.builder().isTruncated(false).commonPrefixes(folders).build();
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
