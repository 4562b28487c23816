package com.nacento.connector.sync;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.sync.SyncCall.Origin;
import com.nacento.connector.sync.SyncCall.Submission;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a call whose products are known: section by section, and in each the chunks into which its items are cut, each only when
 * it is asked for, so that memory is bounded however large the call. Items for the same product, as the database finds it, count
 * as one: the last good one stands, in the place of the first.
 */
public final class SectionReader implements Iterable<SyncSection> {

    private static final int MOST_PRODUCTS = 20_000;
    private static final int MOST_IMAGES = 60_000;

    private final SyncCall call;
    private final MagentoSchema shop;
    private final Map<Integer, Long> products;
    private final Map<Integer, SyncError> refused;
    private final String asked;
    private final Map<Integer, Integer> superseded;
    private final Map<Integer, Integer> placeOfWinner = new LinkedHashMap<>();

    SectionReader(SyncCall call, MagentoSchema shop, Map<Integer, Long> products, Map<Integer, SyncError> refused, String asked) {
        this.call = call;
        this.shop = shop;
        this.products = products;
        this.refused = refused;
        this.asked = asked;
        this.superseded = duplicates();
        superseded.forEach((loser, winner) -> placeOfWinner.merge(winner, loser, Math::min));
    }

    /** Items that a later good one for the same product supersedes. A bad item supersedes nothing. */
    private Map<Integer, Integer> duplicates() {
        List<Object> keys = new ArrayList<>();
        for (int item = 0; item < call.skus().size(); item++) {
            keys.add(products.containsKey(item) ? products.get(item) : call.skus().get(item).isEmpty() ? null : call.skus().get(item));
        }
        return LastWins.amongGood(keys, call.items(), item -> check(item).error() != null);
    }

    /** Whether it is only to be told what would be done. */
    boolean isDryRun() {
        return call.isDryRun();
    }

    /** What a direct call is called, and by whom, or {@code null}. */
    String caller() {
        return call.origin() == Origin.DIRECT ? call.name() : null;
    }

    @Override
    public Iterator<SyncSection> iterator() {
        Iterator<SyncChunk> left = chunks();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return left.hasNext();
            }

            @Override
            public SyncSection next() {
                List<SyncChunk> section = new ArrayList<>();
                int products = 0;
                int images = 0;
                while (left.hasNext() && products < MOST_PRODUCTS && images < MOST_IMAGES) {
                    SyncChunk chunk = left.next();
                    section.add(chunk);
                    products += chunk.size() + chunk.settled().size();
                    images += chunk.images();
                }
                return new SyncSection(section);
            }
        };
    }

    /** One chunk after the other, read as they are asked for; a request without items is one empty chunk. */
    Iterator<SyncChunk> chunks() {
        Iterator<List<GalleryItem>> slices = call.skus().isEmpty()
                ? List.of(List.<GalleryItem>of()).iterator()
                : new ItemChunks(call.items().get(), call.limits().skus()::current, call.limits().images(),
                        shop.atOnce(call.limits().bytes()));
        return new Iterator<>() {
            private int read;

            @Override
            public boolean hasNext() {
                return slices.hasNext();
            }

            @Override
            public SyncChunk next() {
                return chunk(slices.next()).at(read++);
            }
        };
    }

    private SyncChunk chunk(List<GalleryItem> items) {
        List<SkuResult> settled = new ArrayList<>();
        Map<Integer, List<GalleryImage>> refusedImages = new HashMap<>();
        List<ProductSync> work = new ArrayList<>();
        for (GalleryItem item : items) {
            if (superseded.containsKey(item.index())) {
                continue;
            }
            GalleryItem checked = check(item);
            List<String> warnings = new ArrayList<>(checked.warnings());
            int place = call.origin() == Origin.DIRECT ? placeOfWinner.getOrDefault(item.index(), item.index()) : item.index();
            if (placeOfWinner.containsKey(item.index())) {
                warnings.add("duplicate_sku: " + item.sku() + " was sent more than once, the last one stands");
            }
            SyncError error = checked.error() == null ? refused.get(item.index()) : checked.error();
            if (error != null) {
                settled.add(SkuResult.failed(place, item.sku(), products.get(item.index()), error, warnings));
                refusedImages.put(place, checked.images());
            } else {
                Submission submission = call.origin().of(item.index(), asked);
                work.add(ProductSync.of(products.get(item.index()), List.of(new GalleryRequest(place, item.sku(), submission.requestId(),
                        submission.submittedAt(), submission.bulkUuid(), submission.messageId(), submission.operationKey(),
                        checked.terms(), checked.images(), warnings))));
            }
        }
        return new SyncChunk(work, settled, refusedImages);
    }

    /** What only the shop's columns can tell about an item. */
    private GalleryItem check(GalleryItem item) {
        for (GalleryImage image : item.error() == null ? item.images() : List.<GalleryImage>of()) {
            if (!image.fits(shop)) {
                return item.refused(SyncError.invalidItem("a path or label has a"
                        + " character beyond U+FFFF, which this shop's utf8mb3 tables cannot hold: " + image.filePath()));
            }
        }
        return item;
    }
}
