package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.bench.LookUpCost;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What it costs to find ETags, a page 12.5 and a HEAD 1, against who knows the whole bucket and each time takes the cheapest way: HEAD this
 * one, or list a page from it.
 */
class LookUpCostTest {

    private static List<Object> lastKind;
    private static String[] lastBucket;

    @ParameterizedTest(name = "{0}, {1} objects, {2} products in a row: {3}, one of {4} missing, {5} copies in cache/")
    @CsvSource({
        "HUNDRED_FOLDERS, 300000,   100, true,  0,  0, 1.10", "HUNDRED_FOLDERS, 300000,   100, false, 0,  0, 1.10",
        "HUNDRED_FOLDERS, 300000,  2000, true,  0,  0, 1.10", "HUNDRED_FOLDERS, 300000,  2000, false, 0,  0, 1.05",
        "HUNDRED_FOLDERS, 300000, 20000, true,  0,  0, 1.05", "HUNDRED_FOLDERS, 300000, 20000, false, 0,  0, 1.15",
        "MAGENTO,         300000,   100, true,  0,  0, 1.10", "MAGENTO,         300000,  2000, true,  0,  0, 1.10",
        "MAGENTO,         300000,  2000, false, 0,  0, 1.10", "MAGENTO,         300000, 20000, true,  0,  0, 1.15",
        "MAGENTO,         300000, 20000, false, 0,  0, 1.15", "AKENEO,          300000,   100, true,  0,  0, 1.10",
        "AKENEO,          300000, 20000, true,  0,  0, 1.15",
        "AKENEO,          300000,  2000, true,  0,  0, 1.10", "AKENEO,          300000,  2000, false, 0,  0, 1.10",
        "AKENEO,          300000, 20000, false, 0,  0, 1.15", "SKU,             300000,   100, true,  0,  0, 1.00",
        "SKU,             300000,  2000, true,  0,  0, 1.05", "SKU,             300000,  2000, false, 0,  0, 1.05",
        "SKU,             300000, 20000, true,  0,  0, 1.05", "SKU,             300000, 20000, false, 0,  0, 1.15",
        "HUNDRED_FOLDERS,  60000,  2000, true, 10,  0, 1.15", "MAGENTO,          60000,  2000, false, 10, 0, 1.15",
        "AKENEO,           60000,  2000, false, 10, 0, 1.15", "SKU,              60000,  2000, true,  10, 0, 1.05",
        "HUNDRED_FOLDERS,  10000,  2000, true,  0,  0, 1.40", "MAGENTO,          10000,  2000, false, 0,  0, 1.40",
        "AKENEO,           10000,  2000, true,  0,  0, 1.40", "SKU,              10000,  2000, false, 0,  0, 1.40",
        "MAGENTO,          30000,   500, false, 0, 20, 1.15", "AKENEO,           30000,   500, true,  0, 20, 1.15"})
    void isHardlyMoreThanForWhoKnowsTheBucket(LookUpCost.Layout layout, int objects, int products, boolean inARow, int missing, int copies,
            double most) {
        String[] bucket = bucket(layout, objects, missing, copies);
        String[] wanted = LookUpCost.wanted(LookUpCost.bulk(layout, objects, products, inARow));

        assertThat(LookUpCost.asked(bucket, wanted).cost() / LookUpCost.cheapest(bucket, wanted)).isLessThanOrEqualTo(most);
    }

    /** Made once for the rows that follow one another. */
    private static String[] bucket(LookUpCost.Layout layout, int objects, int missing, int copies) {
        List<Object> kind = List.of(layout, objects, missing, copies);
        if (kind.equals(lastKind)) {
            return lastBucket;
        }
        lastKind = kind;
        List<String> all = new ArrayList<>();
        for (int number = 0; number < objects; number++) {
            if (missing == 0 || number % missing != missing - 1) {
                all.add(layout.path(number / LookUpCost.IMAGES, number % LookUpCost.IMAGES));
            }
        }
        IntStream.range(0, copies).forEach(copy -> all.addAll(all.subList(0, all.size() / (copy + 1)).stream()
                .map(path -> "/cache/" + LookUpCost.hash("copy " + copy) + path).toList()));
        lastBucket = all.toArray(new String[0]);
        Arrays.sort(lastBucket);
        return lastBucket;
    }
}
