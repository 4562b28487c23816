package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What it costs to find ETags, a page 12.5 and a HEAD 1, against who knows the whole bucket and each time takes the cheapest way: HEAD this
 * one, or list a page from it.
 */
class LookUpCostTest {

    private static final String ROOT = "media/catalog/product";
    private static final int IMAGES = 3;
    private static final double PAGE = 12.5;

    private enum Layout {
        HUNDRED_FOLDERS, MAGENTO, AKENEO, SKU;

        String path(int product, int image) {
            String hash = hash("product " + product);
            String ownHash = hash("product " + product + ", image " + image);
            return switch (this) {
                case HUNDRED_FOLDERS -> "/h/%02d/%07d_%d.jpg".formatted(product % 100, product, image);
                case MAGENTO -> "/%c/%c/%s_%d.jpg".formatted(hash.charAt(0), hash.charAt(1), hash.substring(0, 10), image);
                case AKENEO ->
                    "/%c/%c/%c/%c/%s_%d.jpg".formatted(ownHash.charAt(0), ownHash.charAt(1), ownHash.charAt(2), ownHash.charAt(3),
                            ownHash, product);
                case SKU -> "/sku/SKU-%07d/%s.jpg".formatted(product, List.of("back", "front", "side").get(image));
            };
        }
    }

    @ParameterizedTest(name = "{0}, {1} objects, {2} products in a row: {3}, one of {4} missing, {5} copies in cache/")
    @CsvSource({
        "HUNDRED_FOLDERS, 300000,   100, true,  0,  0, 1.10", "HUNDRED_FOLDERS, 300000,   100, false, 0,  0, 1.10",
        "HUNDRED_FOLDERS, 300000,  2000, true,  0,  0, 1.05", "HUNDRED_FOLDERS, 300000,  2000, false, 0,  0, 1.05",
        "HUNDRED_FOLDERS, 300000, 20000, true,  0,  0, 1.05", "HUNDRED_FOLDERS, 300000, 20000, false, 0,  0, 1.15",
        "MAGENTO,         300000,   100, true,  0,  0, 1.10", "MAGENTO,         300000,  2000, true,  0,  0, 1.10",
        "MAGENTO,         300000,  2000, false, 0,  0, 1.10", "MAGENTO,         300000, 20000, true,  0,  0, 1.15",
        "AKENEO,          300000,  2000, true,  0,  0, 1.10", "AKENEO,          300000,  2000, false, 0,  0, 1.10",
        "AKENEO,          300000, 20000, false, 0,  0, 1.15", "SKU,             300000,   100, true,  0,  0, 1.00",
        "SKU,             300000,  2000, true,  0,  0, 1.05", "SKU,             300000,  2000, false, 0,  0, 1.05",
        "SKU,             300000, 20000, true,  0,  0, 1.05", "SKU,             300000, 20000, false, 0,  0, 1.15",
        "HUNDRED_FOLDERS,  60000,  2000, true, 10,  0, 1.15", "MAGENTO,          60000,  2000, false, 10, 0, 1.15",
        "AKENEO,           60000,  2000, false, 10, 0, 1.15", "SKU,              60000,  2000, true,  10, 0, 1.05",
        "MAGENTO,          30000,   500, false, 0, 20, 1.15", "AKENEO,           30000,   500, true,  0, 20, 1.15"})
    void isHardlyMoreThanForWhoKnowsTheBucket(Layout layout, int objects, int products, boolean inARow, int missing, int copies,
            double most) {
        List<String> all = new ArrayList<>();
        for (int number = 0; number < objects; number++) {
            if (missing == 0 || number % missing != missing - 1) {
                all.add(layout.path(number / IMAGES, number % IMAGES));
            }
        }
        IntStream.range(0, copies).forEach(copy -> all.addAll(all.subList(0, all.size() / (copy + 1)).stream()
                .map(path -> "/cache/" + hash("copy " + copy) + path).toList()));
        String[] bucket = all.toArray(new String[0]);
        Arrays.sort(bucket);
        String[] wanted = wanted(objects / IMAGES, products, inARow).stream()
                .flatMap(product -> IntStream.range(0, IMAGES).mapToObj(image -> layout.path(product, image))).sorted()
                .toArray(String[]::new);

        assertThat(cost(bucket, wanted) / cheapest(bucket, wanted)).isLessThanOrEqualTo(most);
    }

    private static Set<Integer> wanted(int of, int products, boolean inARow) {
        Set<Integer> wanted = new TreeSet<>();
        Random random = new Random(5);
        while (wanted.size() < products) {
            wanted.add(inARow ? of / 3 + wanted.size() : random.nextInt(of));
        }
        return wanted;
    }

    /** All that is asked for: pages, and then a HEAD for each key that none has shown. */
    private static double cost(String[] bucket, String[] wanted) {
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
            shown += walk.answers().values().stream().filter(answer -> answer.etag() != null).count();
        }
        return pages * PAGE + wanted.length - shown;
    }

    /** A missing object costs a HEAD whoever looks for it. */
    private static double cheapest(String[] bucket, String[] wanted) {
        double[] cost = new double[wanted.length + 1];
        for (int i = wanted.length - 1; i >= 0; i--) {
            boolean isThere = Arrays.binarySearch(bucket, wanted[i]) >= 0;
            int last = from(bucket, wanted[i]) + ListingWalk.PAGE - 1;
            int end = last >= bucket.length ? wanted.length : Math.max(i + 1, behind(wanted, bucket[last]));
            double missed = Arrays.stream(wanted, i, end).filter(path -> Arrays.binarySearch(bucket, path) < 0).count();
            cost[i] = isThere ? Math.min(1 + cost[i + 1], PAGE + missed + cost[end]) : 1 + cost[i + 1];
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

    private static String hash(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
