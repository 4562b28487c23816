package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.S3Stub;
import com.nacento.connector.lab.stage.S3Stub.Quirk;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The objects of the bucket. They change only while nobody works, so that it is known which ETag a request meets. */
final class ChaosBucket {

    private static final String FOLDER = "media/catalog/product";

    private final S3Stub storage;
    private final int products;
    private final Map<String, String> etags = new HashMap<>();
    /** Uploaded by the last change, or replaced. */
    private final Set<String> fresh = new HashSet<>();
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
        fresh.clear();
        for (int product = 1; product <= products; product++) {
            for (int image = 0; image < ChaosShop.IMAGES; image++) {
                String path = ChaosShop.path(product, image);
                int chance = random.nextInt(100);
                if (chance < 20) {
                    put(path);
                    fresh.add(path);
                } else if (chance < 23) {
                    etags.remove(path);
                    storage.delete(FOLDER + path);
                }
            }
        }
    }

    /**
     * Makes listings lag until {@link #catchUp}: they leave out half of what is new, and some of the rest, or show an ETag that was
     * replaced long ago. One that the tables have already, nobody could tell from an object that is unchanged.
     */
    void lag(Random random) {
        etags.keySet().stream().sorted().forEach(path -> {
            int chance = random.nextInt(fresh.contains(path) ? 20 : 100);
            if (chance < 10) {
                storage.leaveOut(FOLDER + path);
            } else if (chance < 20) {
                storage.show(FOLDER + path, etag(path, -1));
            }
        });
    }

    /** Makes listings show other ETags than HEAD, as some servers do, until {@link #catchUp}. */
    void showOtherETags() {
        storage.quirk(Quirk.OTHER_ETAGS, true);
    }

    /** Listings show what is there. */
    void catchUp() {
        storage.quirk(Quirk.OTHER_ETAGS, false);
        storage.catchUp();
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
        String etag = etag(path, version);
        etags.put(path, etag);
        storage.put(FOLDER + path, etag);
    }

    private static String etag(String path, int version) {
        return Integer.toHexString(path.hashCode()) + "-" + version;
    }
}
