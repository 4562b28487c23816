package com.nacento.connector.lab.bench;

import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.lab.bench.LookUpCost.Asked;
import com.nacento.connector.lab.bench.LookUpCost.Layout;
import com.nacento.connector.message.Messages;
import java.util.List;
import java.util.Locale;

/**
 * What finding the ETags of a bulk costs by how the pictures lie in the bucket, against who knows the whole bucket: counted, not measured.
 *
 * @param objects in the bucket
 * @param bulks   how many products each bulk names
 */
record LookUpTable(int objects, List<Integer> bulks) {

    /** As Markdown. */
    String text() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
                Look-ups in a bucket of %,d objects, three a product; a page of the listing costs as much as 12.5 HEADs. *× optimum*: against who
                knows every key and each time takes the cheapest way. *Asynchronous*: the same bulk in rounds of %,d, against the direct one.

                | layout | products | | LIST | HEAD | × optimum | asynchronous |
                |---|---:|---|---:|---:|---:|---:|
                """, objects, Messages.MOST_SKUS));
        for (Layout layout : Layout.values()) {
            String[] bucket = LookUpCost.bucket(layout, objects);
            for (int products : bulks) {
                for (boolean inARow : new boolean[] {true, false}) {
                    table.append(row(layout, bucket, products, inARow));
                }
            }
        }
        return table.toString();
    }

    private String row(Layout layout, String[] bucket, int products, boolean inARow) {
        List<GalleryItem> items = LookUpCost.bulk(layout, objects, products, inARow);
        String[] wanted = LookUpCost.wanted(items);
        Asked direct = LookUpCost.asked(bucket, wanted);
        return String.format(Locale.ROOT, "| `%s` | %,d | %s | %,d | %,d | %.2f | %.2f |%n", layout.path(105, 0), products,
                inARow ? "in a row" : "scattered", direct.pages(), direct.heads(), direct.cost() / LookUpCost.cheapest(bucket, wanted),
                LookUpCost.inRounds(bucket, items, Messages.MOST_SKUS) / direct.cost());
    }
}
