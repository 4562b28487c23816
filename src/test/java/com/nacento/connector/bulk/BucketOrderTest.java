package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BucketOrderTest {

    @Test
    void neighboursInTheBucketComeTogetherInWhateverOrderTheyWereSent() {
        List<Integer> products = new ArrayList<>(IntStream.range(0, 20_000).boxed().toList());
        Collections.shuffle(products, new Random(7));
        List<GalleryItem> items = new ArrayList<>();
        for (int product : products) {
            items.add(item(items.size(), "SKU-" + product, String.format(Locale.ROOT, "/h/%02d/%07d_0.jpg", product % 100, product)));
        }
        List<GalleryItem> ordered = list(new BucketOrder(items.iterator()));
        assertThat(ordered).containsExactlyInAnyOrderElementsOf(items);
        for (int first = 0; first < ordered.size(); first += 5_000) {
            assertThat(ordered.subList(first, first + 5_000)).extracting(item -> folder(item.images().get(0))).as("of 100 folders")
                    .satisfies(folders -> assertThat(folders.stream().distinct().count()).isLessThanOrEqualTo(27));
        }
    }

    @Test
    void whatMayMeanTheSameProductStaysInTheOrderInWhichItWasSent() {
        List<GalleryItem> items = List.of(item(0, "Kite", "/k/5.jpg"), item(1, "Boat", "/k/3.jpg"), item(2, " KITE", "/a/1.jpg"),
                item(3, "kite", "/k/4.jpg"));
        assertThat(list(new BucketOrder(items.iterator()))).extracting(GalleryItem::index).containsExactly(1, 0, 2, 3);
    }

    @Test
    void noMoreThanASectionIsHeld() {
        List<Integer> read = new ArrayList<>();
        Iterator<GalleryItem> endless = IntStream.iterate(0, i -> i + 1).peek(read::add).mapToObj(i -> item(i, "S" + i, "/a/" + i + ".jpg"))
                .iterator();
        BucketOrder order = new BucketOrder(endless);
        order.next();
        assertThat(read).hasSizeLessThanOrEqualTo(20_001);
    }

    private static GalleryItem item(int index, String sku, String path) {
        return new GalleryItem(index, sku, List.of(GalleryImage.named(path)), List.of(), null);
    }

    private static String folder(GalleryImage image) {
        return image.filePath().substring(0, 5);
    }

    private static List<GalleryItem> list(Iterator<GalleryItem> items) {
        List<GalleryItem> all = new ArrayList<>();
        items.forEachRemaining(all::add);
        return all;
    }
}
