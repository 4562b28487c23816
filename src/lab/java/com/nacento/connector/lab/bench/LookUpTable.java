package com.nacento.connector.lab.bench;

import com.nacento.connector.bulk.BucketOrder;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.lab.bench.LookUpCost.Asked;
import com.nacento.connector.lab.bench.LookUpCost.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What finding the ETags of a bulk costs by how the pictures lie in the bucket, against who knows the whole bucket: counted, not measured.
 *
 * @param objects in the bucket
 * @param bulks   how many products each bulk names
 */
record LookUpTable(int objects, List<Integer> bulks) {

    /** What a consumer gathers of an asynchronous bulk ({@code serve/CamelSettings}). */
    private static final int ROUND = 5_000;

    /** As Markdown. */
    String text() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
                Look-ups in a bucket of %,d objects, three a product; a page of the listing costs as much as 12.5 HEADs. *× optimum*: against who
                knows every key and each time takes the cheapest way. *Asynchronous*: the same bulk in rounds of %,d, against the direct one.

                | layout | products | | LIST | HEAD | × optimum | asynchronous |
                |---|---:|---|---:|---:|---:|---:|
                """, objects, ROUND));
        for (Layout layout : Layout.values()) {
            String[] bucket = IntStream.range(0, objects)
                    .mapToObj(number -> layout.path(number / LookUpCost.IMAGES, number % LookUpCost.IMAGES)).sorted()
                    .toArray(String[]::new);
            for (int products : bulks) {
                for (boolean inARow : new boolean[] {true, false}) {
                    table.append(row(layout, bucket, products, inARow));
                }
            }
        }
        return table.toString();
    }

    private String row(Layout layout, String[] bucket, int products, boolean inARow) {
        List<GalleryItem> items = items(layout, products, inARow);
        String[] wanted = wanted(items);
        Asked direct = LookUpCost.asked(bucket, wanted);
        return String.format(Locale.ROOT, "| `%s` | %,d | %s | %,d | %,d | %.2f | %.2f |%n", layout.path(105, 0), products,
                inARow ? "in a row" : "scattered", direct.pages(), direct.heads(), direct.cost() / LookUpCost.cheapest(bucket, wanted),
                inRounds(bucket, items) / direct.cost());
    }

    private static double inRounds(String[] bucket, List<GalleryItem> items) {
        List<GalleryItem> ordered = new ArrayList<>();
        new BucketOrder(items.iterator()).forEachRemaining(ordered::add);
        double cost = 0;
        for (int first = 0; first < ordered.size(); first += ROUND) {
            cost += LookUpCost.asked(bucket, wanted(ordered.subList(first, Math.min(first + ROUND, ordered.size())))).cost();
        }
        return cost;
    }

    private List<GalleryItem> items(Layout layout, int products, boolean inARow) {
        int all = objects / LookUpCost.IMAGES;
        Random random = new Random(5);
        TreeSet<Integer> chosen = new TreeSet<>();
        while (chosen.size() < products) {
            chosen.add(inARow ? (all - products) / 2 + chosen.size() : random.nextInt(all));
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
