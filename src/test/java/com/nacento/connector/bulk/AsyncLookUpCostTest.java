package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.lab.bench.LookUpCost;
import com.nacento.connector.lab.bench.LookUpCost.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it costs to find the ETags of an asynchronous bulk, which is looked up a round of messages at a time, against the direct one. */
class AsyncLookUpCostTest {

    private static final int OBJECTS = 300_000;
    /** What a consumer gathers. */
    private static final int ROUND = 5_000;

    @ParameterizedTest(name = "{0}, {1} products in a row: {2}")
    @CsvSource({
        "HUNDRED_FOLDERS, 20000, true,  1.15", "HUNDRED_FOLDERS, 20000, false, 1.15", "HUNDRED_FOLDERS, 2000, true, 1.05",
        "MAGENTO,         20000, true,  1.15", "MAGENTO,         20000, false, 1.15", "MAGENTO,         2000, false, 1.05",
        "SKU,             20000, true,  1.15", "SKU,             20000, false, 1.15",
        // the images of a product lie apart: no order of products brings them together, only larger rounds would
        "AKENEO,          20000, true,  3.70", "AKENEO,          2000,  true,  1.05"})
    void isThatOfTheDirectOneAndLittleMore(Layout layout, int products, boolean inARow, double most) {
        String[] bucket = IntStream.range(0, OBJECTS)
                .mapToObj(number -> layout.path(number / LookUpCost.IMAGES, number % LookUpCost.IMAGES)).sorted().toArray(String[]::new);
        List<GalleryItem> items = items(layout, products, inARow);

        double rounds = 0;
        List<GalleryItem> ordered = new ArrayList<>();
        new BucketOrder(items.iterator()).forEachRemaining(ordered::add);
        for (int first = 0; first < products; first += ROUND) {
            rounds += LookUpCost.asked(bucket, wanted(ordered.subList(first, Math.min(first + ROUND, products)))).cost();
        }

        assertThat(rounds / LookUpCost.asked(bucket, wanted(items)).cost()).isLessThanOrEqualTo(most);
    }

    private static List<GalleryItem> items(Layout layout, int products, boolean inARow) {
        Random random = new Random(5);
        TreeSet<Integer> chosen = new TreeSet<>();
        while (chosen.size() < products) {
            chosen.add(inARow ? 10_000 + chosen.size() : random.nextInt(OBJECTS / LookUpCost.IMAGES));
        }
        return chosen.stream().map(product -> new GalleryItem(product, "SKU-" + product, IntStream.range(0, LookUpCost.IMAGES)
                .mapToObj(image -> GalleryImage.named(layout.path(product, image))).toList(), List.of(), null)).toList();
    }

    private static String[] wanted(List<GalleryItem> items) {
        String[] paths = items.stream().flatMap(item -> item.images().stream()).map(GalleryImage::filePath).toArray(String[]::new);
        Arrays.sort(paths);
        return paths;
    }
}
