package com.nacento.connector.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.lab.bench.LookUpCost;
import com.nacento.connector.lab.bench.LookUpCost.Layout;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What it costs to find the ETags of an asynchronous bulk, which is looked up a round of messages at a time, against the direct one. */
class AsyncLookUpCostTest {

    private static final int OBJECTS = 300_000;

    @ParameterizedTest(name = "{0}, {1} products in a row: {2}, rounds of {3}")
    @CsvSource({
        "HUNDRED_FOLDERS, 20000, true,  5592, 1.15", "HUNDRED_FOLDERS, 20000, false, 5592, 1.15", "HUNDRED_FOLDERS, 2000, true, 5592, 1.05",
        "MAGENTO,         20000, true,  5592, 1.15", "MAGENTO,         20000, false, 5592, 1.15",
        "MAGENTO,         2000, false, 5592, 1.05",
        "SKU,             20000, true,  5592, 1.15", "SKU,             20000, false, 5592, 1.15",
        // the images of a product lie apart: no order of products brings them together, only larger rounds, for which there must be heap
        "AKENEO,          20000, true,  5592, 3.70", "AKENEO,          20000, true, 11184, 2.00",
        "AKENEO,         20000, true, 20000, 1.00",
        "AKENEO,          2000,  true,  5592, 1.05"})
    void isThatOfTheDirectOneAndLittleMore(Layout layout, int products, boolean inARow, int round, double most) {
        String[] bucket = LookUpCost.bucket(layout, OBJECTS);
        List<GalleryItem> items = LookUpCost.bulk(layout, OBJECTS, products, inARow);

        assertThat(LookUpCost.inRounds(bucket, items, round) / LookUpCost.asked(bucket, LookUpCost.wanted(items)).cost())
                .isLessThanOrEqualTo(most);
    }
}
