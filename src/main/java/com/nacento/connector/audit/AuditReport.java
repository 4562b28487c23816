package com.nacento.connector.audit;

import com.nacento.connector.audit.AuditFinding.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What an audit has seen.
 *
 * @param products  of the shop
 * @param images    gallery rows that products link, counted once for each product
 * @param brought   those of them that requests have brought
 * @param objects   originals in the bucket
 * @param copies    resized copies, if they were looked at
 * @param questions objects that were asked for one by one
 * @param counts    of each kind
 */
public record AuditReport(long products, long images, long brought, long objects, long copies, long questions,
        Map<AuditFinding.Kind, Count> counts) {

    /**
     * How many there are of a kind.
     *
     * @param all         certain or not
     * @param unconfirmed those of them that only a listing has said
     * @param brought     those about images that requests have brought
     */
    public record Count(long all, long unconfirmed, long brought) {

        static final Count NONE = new Count(0, 0, 0);

        Count and(AuditFinding finding) {
            return new Count(all + 1, unconfirmed + (finding.confirmed() ? 0 : 1), brought + (finding.brought() ? 1 : 0));
        }
    }

    /**
     * A line of what was found, as it is shown.
     *
     * @param found   how many
     * @param brought those of them about images that requests have brought
     * @param what    they are, in words
     */
    public record Row(Kind kind, long found, long brought, String what) {
    }

    /** How much was looked at, in a line. */
    public String summary() {
        return String.format(Locale.ROOT,
                "%,d products with %,d images; %,d objects and %,d resized copies in the bucket; %,d asked for one by one",
                products, images, objects, copies, questions);
    }

    /** A line for each kind, in their order, also where nothing was found. */
    public List<Row> rows() {
        return Arrays.stream(Kind.values()).map(kind -> {
            Count count = counts.get(kind);
            return new Row(kind, count.all(), count.brought(), kind.words() + (count.unconfirmed() == 0
                    ? ""
                    : String.format(Locale.ROOT, " (%,d only by the listing: ./nacento audit --heads asks for more)",
                            count.unconfirmed())));
        }).toList();
    }

    /** Whether nothing was found. */
    public boolean isClean() {
        return counts.values().stream().allMatch(count -> count.all() == 0);
    }
}
