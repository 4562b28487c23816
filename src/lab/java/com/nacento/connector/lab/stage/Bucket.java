package com.nacento.connector.lab.stage;

import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket of an S3 server, to fill, to change and to remove again. Keys have no leading slash. */
public final class Bucket implements AutoCloseable {

    private final S3Client client;
    private final String name;

    private Bucket(S3Client client, String name) {
        this.client = client;
        this.name = name;
    }

    /** Creates a bucket, or takes one that this user already has. */
    public static Bucket create(StorageAddress server, String name) {
        S3Client client = S3Client.builder()
                .endpointOverride(server.endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                // servers other than Amazon's stumble over the checksums that the SDK adds unasked
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(server.accessKey(), server.secretKey())))
                .build();
        if (client.listBuckets().buckets().stream().noneMatch(bucket -> bucket.name().equals(name))) {
            client.createBucket(bucket -> bucket.bucket(name));
        }
        return new Bucket(client, name);
    }

    public String name() {
        return name;
    }

    /** Puts an object, or replaces it. */
    public void put(String key, byte[] content) {
        client.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(content));
    }

    /** The object's content. */
    public byte[] get(String key) {
        return client.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
    }

    /** The object's ETag without quotes. */
    public String etag(String key) {
        return client.headObject(head -> head.bucket(name).key(key)).eTag().replace("\"", "");
    }

    /** Whether an object is there. */
    public boolean has(String key) {
        return client.listObjectsV2(list -> list.bucket(name).prefix(key)).contents().stream().anyMatch(object -> object.key().equals(key));
    }

    /** Removes an object; one that is not there is fine. */
    public void delete(String key) {
        client.deleteObject(delete -> delete.bucket(name).key(key));
    }

    /** Removes the bucket with all that is in it. */
    public void drop() {
        List<String> keys = client.listObjectsV2Paginator(list -> list.bucket(name)).contents().stream().map(S3Object::key).toList();
        keys.forEach(this::delete);
        client.deleteBucket(bucket -> bucket.bucket(name));
    }

    /** Ends the connections; the bucket stays. */
    @Override
    public void close() {
        client.close();
    }
}
