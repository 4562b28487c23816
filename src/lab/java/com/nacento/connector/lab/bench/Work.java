package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.stage.Catalogue;

/**
 * What is to be done to a number of products: the same for the connector, for the sequential algorithm and for the limit.
 *
 * @param kind what differs between shop, bucket and request
 * @param skus how many products the request names
 */
record Work(Kind kind, int skus) {

    /** One picture in so many is replaced: 1 %. */
    static final int EVERY = 100;
    /** One product in so many is refused: 198 of 20,000. */
    static final int REFUSED = 101;

    /** What differs between shop, bucket and request. */
    enum Kind {
        /** The shop has the products, but no gallery. */
        NEW,
        /** The same, and the server refuses whatever is written for one product in {@link #REFUSED}. */
        REFUSED,
        /** Nothing. */
        UNCHANGED,
        /** 1 % of the pictures were replaced in the bucket. */
        CHANGED,
        /** All of them were. */
        OVERWRITTEN,
        /** Every label. */
        LABELS,
        /** The last picture of each product: the shop has another one, which is to go. */
        REPLACE,
        /** Each picture gets a label of its own in each of the store views, none has one. */
        STORES
    }

    int images() {
        return skus * Catalogue.IMAGES;
    }

    /** How many pictures were replaced before the run. */
    int replaced() {
        return kind == Kind.CHANGED || kind == Kind.OVERWRITTEN ? images() / every() : 0;
    }

    /** One picture in so many is replaced, where any are. */
    int every() {
        return kind == Kind.OVERWRITTEN ? 1 : EVERY;
    }

    /** How many pictures come, and how many go for them. */
    int exchanged() {
        return kind == Kind.REPLACE ? skus : 0;
    }

    /** How many products the server refuses. */
    int refused() {
        return kind == Kind.REFUSED ? skus / REFUSED : 0;
    }

    /** Whether the products have no gallery. */
    boolean isFresh() {
        return kind == Kind.NEW || kind == Kind.REFUSED;
    }

    /** How many rows for single store views come. */
    int inStores() {
        return kind == Kind.STORES ? images() * Catalogue.STORES.size() : 0;
    }

    boolean changesShop() {
        return kind != Kind.UNCHANGED;
    }

    Catalogue.Labels labels() {
        return kind == Kind.LABELS ? Catalogue.Labels.CHANGED : Catalogue.Labels.STORED;
    }
}
