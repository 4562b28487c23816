package com.nacento.connector.lab.bench;

import com.nacento.connector.bulk.BucketOrder;
import com.nacento.connector.config.LookUp;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.storage.ImageListing;
import com.nacento.connector.storage.ListingWalk;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** What it costs to find the ETags of some images in a bucket, a page 12.5 and a HEAD 1. */
public final class LookUpCost {

    /** Of a product. */
    public static final int IMAGES = 3;
    /** What a page costs, in HEADs: their prices at S3 and R2. */
    private static final double PAGE = 12.5;

    private static final String ROOT = "media/catalog/product";

    private LookUpCost() {
    }

    /** How pictures lie in the bucket. */
    public enum Layout {
        HUNDRED_FOLDERS, MAGENTO, AKENEO, SKU;

        /** Magento's path of an image, counted from 0. */
        public String path(int product, int image) {
            return switch (this) {
                case HUNDRED_FOLDERS -> "/h/" + digits(2, product % 100) + "/" + digits(7, product) + "_" + image + ".jpg";
                case MAGENTO -> {
                    String hash = hash("product " + product);
                    yield "/" + hash.charAt(0) + "/" + hash.charAt(1) + "/" + hash.substring(0, 10) + "_" + image + ".jpg";
                }
                case AKENEO -> {
                    String hash = hash("product " + product + ", image " + image);
                    yield hash.substring(0, 4).replaceAll(".", "/$0") + "/" + hash + "_" + product + ".jpg";
                }
                case SKU -> "/sku/SKU-" + digits(7, product) + "/" + List.of("back", "front", "side").get(image) + ".jpg";
            };
        }
    }

    /** Millions of them: a formatter takes thirty times as long. */
    private static String digits(int many, int number) {
        String digits = Integer.toString(number);
        return "0".repeat(many - digits.length()) + digits;
    }

    /** All keys of a bucket, sorted. */
    public static String[] bucket(Layout layout, int objects) {
        return IntStream.range(0, objects).mapToObj(number -> layout.path(number / IMAGES, number % IMAGES)).sorted()
                .toArray(String[]::new);
    }

    /** A bulk of so many products of a bucket, neighbours from its middle or anyone. */
    public static List<GalleryItem> bulk(Layout layout, int objects, int products, boolean inARow) {
        int all = objects / IMAGES;
        Random random = new Random(5);
        TreeSet<Integer> chosen = new TreeSet<>();
        while (chosen.size() < products) {
            chosen.add(inARow ? (all - products) / 2 + chosen.size() : random.nextInt(all));
        }
        return chosen.stream().map(product -> new GalleryItem(product, "SKU-" + product, IntStream.range(0, IMAGES)
                .mapToObj(image -> GalleryImage.named(layout.path(product, image))).toList(), List.of(), null)).toList();
    }

    /** The keys of a bulk, sorted. */
    public static String[] wanted(List<GalleryItem> items) {
        return items.stream().flatMap(item -> item.images().stream()).map(GalleryImage::filePath).sorted().toArray(String[]::new);
    }

    /** What the look-ups of an asynchronous bulk cost, round by round of so many products. */
    public static double inRounds(String[] bucket, List<GalleryItem> items, int round) {
        List<GalleryItem> ordered = new ArrayList<>();
        new BucketOrder(items.iterator()).forEachRemaining(ordered::add);
        double cost = 0;
        for (int first = 0; first < ordered.size(); first += round) {
            cost += asked(bucket, wanted(ordered.subList(first, Math.min(first + round, ordered.size())))).cost();
        }
        return cost;
    }

    /**
     * What is asked for.
     *
     * @param pages of the listing
     * @param heads of single objects
     */
    public record Asked(int pages, int heads) {

        /** In HEADs. */
        public double cost() {
            return pages * PAGE + heads;
        }
    }

    /** All that the connector asks for: pages, and then a HEAD for each key that none has shown. Both are sorted. */
    public static Asked asked(String[] bucket, String[] wanted) {
        List<ListingWalk> walks = new ImageListing(null, "shop", ROOT, LookUp.AUTO).walks(List.of(wanted));
        int shown = 0;
        int pages = 0;
        for (ListingWalk walk : walks) {
            while (walk.goesOn()) {
                int begin = from(bucket, walk.startAfter().substring(ROOT.length()));
                int end = Math.min(begin + ListingWalk.PAGE, bucket.length);
                Map<String, String> page = new HashMap<>();
                Arrays.asList(bucket).subList(begin, end).forEach(path -> page.put(path, "etag"));
                walk.page(page, end < bucket.length ? bucket[end - 1] : null);
            }
            pages += walk.pages();
            shown += (int) walk.answers().values().stream().filter(answer -> answer.etag() != null).count();
        }
        return new Asked(pages, wanted.length - shown);
    }

    /** The least, for who knows the whole bucket. A missing object costs a HEAD whoever looks for it. */
    public static double cheapest(String[] bucket, String[] wanted) {
        double[] cost = new double[wanted.length + 1];
        int[] missing = new int[wanted.length + 1];
        for (int i = wanted.length - 1; i >= 0; i--) {
            boolean isThere = Arrays.binarySearch(bucket, wanted[i]) >= 0;
            int last = from(bucket, wanted[i]) + ListingWalk.PAGE - 1;
            int end = last >= bucket.length ? wanted.length : Math.max(i + 1, behind(wanted, bucket[last]));
            missing[i] = missing[i + 1] + (isThere ? 0 : 1);
            cost[i] = isThere ? Math.min(1 + cost[i + 1], PAGE + missing[i] - missing[end] + cost[end]) : 1 + cost[i + 1];
        }
        return cost[0];
    }

    private static int from(String[] sorted, String key) {
        int found = Arrays.binarySearch(sorted, key);
        return found < 0 ? -found - 1 : found;
    }

    private static int behind(String[] sorted, String key) {
        int found = Arrays.binarySearch(sorted, key);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** Forty hexadecimal digits that look like chance. */
    public static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
