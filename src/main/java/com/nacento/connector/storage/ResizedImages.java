package com.nacento.connector.storage;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Error;

/**
 * Magento's resized copies: {@code [prefix/]media/catalog/product/cache/<hash>/m/y/a.jpg}, a folder for each size and treatment,
 * named by a hash that does not depend on the picture. Magento never makes a copy anew that exists. Camel's component lists
 * objects but no folders, so the client is called from here.
 */
public final class ResizedImages {

    /** One request of S3 deletes so many. */
    private static final int MOST_KEYS = 1_000;

    private final S3Client client;
    private final String bucket;
    private final String root;

    /** @param mediaRoot what every object key has in front of Magento's path */
    public ResizedImages(S3Client client, String bucket, String mediaRoot) {
        this.client = client;
        this.bucket = bucket;
        this.root = mediaRoot + "/cache/";
    }

    /**
     * The keys at which copies of these images may lie, a thousand at a time. That some of them do not exist does not matter: S3
     * deletes them all the same.
     *
     * @param images Magento's values, {@code /m/y/a.jpg}
     * @throws software.amazon.awssdk.core.exception.SdkException if the bucket does not let itself be listed
     */
    public Iterator<List<String>> keys(Collection<String> images) {
        List<String> paths = List.copyOf(images);
        List<String> folders = folders();
        int keys = Math.multiplyExact(folders.size(), paths.size());
        return IntStream.range(0, (keys + MOST_KEYS - 1) / MOST_KEYS)
                .mapToObj(request -> IntStream.range(request * MOST_KEYS, Math.min((request + 1) * MOST_KEYS, keys))
                        .mapToObj(key -> folders.get(key / paths.size()) + paths.get(key % paths.size()).substring(1)).toList())
                .iterator();
    }

    /**
     * What the bucket said.
     *
     * @return how many copies are gone
     * @throws IllegalStateException if it kept one of them
     */
    public int deleted(List<String> keys, DeleteObjectsResponse answer) {
        if (answer.hasErrors()) {
            S3Error first = answer.errors().get(0);
            throw new IllegalStateException(answer.errors().size() + " copies could not be deleted, the first is " + first.key() + ": " + first.code()
                    + " (the connector's key needs s3:DeleteObject below " + root + ")");
        }
        return keys.size();
    }

    /** Looked for anew each time: whatever holds an old copy is there by now, and a folder that is missed keeps it for ever. */
    private List<String> folders() {
        return client.listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(bucket).prefix(root).delimiter("/").build()).stream()
                .flatMap(page -> page.commonPrefixes().stream()).map(CommonPrefix::prefix).filter(folder -> folder.startsWith(root)).toList();
    }
}
