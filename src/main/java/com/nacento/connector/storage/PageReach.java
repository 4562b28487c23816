package com.nacento.connector.storage;

/**
 * How far a page of the listing reaches, in the numbers of a {@link KeySpace}: the mean of the last pages, as a geometric one, since a page
 * that crosses a gap reaches many times as far as others. Written by all walks of a request.
 */
final class PageReach {

    private static final int LAST = 8;

    private int pages;
    private double mean;

    synchronized void add(double reach) {
        if (reach > 0) {
            pages = Math.min(pages + 1, LAST);
            mean += (Math.log(reach) - mean) / pages;
        }
    }

    synchronized boolean isKnown() {
        return pages > 0;
    }

    synchronized double value() {
        return Math.exp(mean);
    }
}
