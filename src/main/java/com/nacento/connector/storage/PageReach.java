package com.nacento.connector.storage;

/**
 * How far a page of the listing reaches on the way through a stretch, in the numbers of a {@link KeySpace}: the mean of the last pages,
 * as a geometric one, since a page that crosses a gap reaches many times as far as others.
 */
final class PageReach {

    private static final int LAST = 8;

    private int pages;
    private double mean;

    void add(double reach) {
        if (reach > 0) {
            pages = Math.min(pages + 1, LAST);
            mean += (Math.log(reach) - mean) / pages;
        }
    }

    /** From the first wanted key to the last, as long as no page has reached anywhere. */
    double value() {
        return Math.exp(mean);
    }
}
