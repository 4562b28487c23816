package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.S3Stub;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** The objects of the bucket. They change only while nobody works, so that it is known which ETag a request meets. */
final class ChaosBucket {

    private static final String FOLDER = "media/catalog/product";

    private final S3Stub storage;
    private final int products;
    private final Map<String, String> etags = new HashMap<>();
    private int version;

    /** Fills the bucket; each seventh product misses one of its objects. */
    ChaosBucket(S3Stub storage, int products) {
        this.storage = storage;
        this.products = products;
        for (int product = 1; product <= products; product++) {
            for (int image = 0; image < ChaosShop.IMAGES; image++) {
                if (product % 7 > 0 || image < ChaosShop.IMAGES - 1) {
                    put(ChaosShop.path(product, image));
                }
            }
        }
        storage.forbid(FOLDER + ChaosClient.FORBIDDEN_PATH);
    }

    /** Path to ETag, as the tables have it, of all objects. */
    Map<String, String> etags() {
        return Collections.unmodifiableMap(etags);
    }

    /** Replaces some objects, and deletes or uploads some. */
    void change(Random random) {
        version++;
        for (int product = 1; product <= products; product++) {
            for (int image = 0; image < ChaosShop.IMAGES; image++) {
                String path = ChaosShop.path(product, image);
                int chance = random.nextInt(100);
                if (chance < 20) {
                    put(path);
                } else if (chance < 23) {
                    etags.remove(path);
                    storage.delete(FOLDER + path);
                }
            }
        }
    }

    /** Refuses objects with 403 for a while. */
    void refuse(Collection<String> paths) {
        paths.forEach(path -> storage.forbid(FOLDER + path));
    }

    /** Ends {@link #refuse}. */
    void permit(Collection<String> paths) {
        paths.forEach(path -> storage.permit(FOLDER + path));
    }

    private void put(String path) {
        String etag = Integer.toHexString(path.hashCode()) + "-" + version;
        etags.put(path, etag);
        storage.put(FOLDER + path, etag);
    }
}
