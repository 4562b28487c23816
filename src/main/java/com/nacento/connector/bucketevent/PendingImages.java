package com.nacento.connector.bucketevent;

import com.nacento.connector.gallery.ShownImage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * Images that are still to be written, some hundred products in a transaction, several transactions side by side. Products that somebody
 * else holds are passed over and come again when all others are done; what the database refuses is halved until the product at fault is
 * alone.
 */
final class PendingImages {

    /** More than anybody writes side by side; so few that what fails is not tried too often. */
    private static final int MOST_CHUNKS = 32;
    /** About as long as a slow save in Magento's admin takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Comparator<ShownImage> BY_PRODUCT = Comparator.comparing(ShownImage::productId).thenComparing(ShownImage::valueId);

    private final IntSupplier atOnce;
    private final LongSupplier clock;
    private final Deque<List<ShownImage>> chunks = new ArrayDeque<>();
    private final Set<List<ShownImage>> underWay = new HashSet<>();
    private final List<ShownImage> held = new ArrayList<>();
    private List<ShownImage> rest;
    private long waitingSince = -1;
    private int waits;

    /**
     * @param images all of them
     * @param atOnce how many products go into one transaction at the moment
     * @param clock  nanoseconds
     */
    PendingImages(List<ShownImage> images, IntSupplier atOnce, LongSupplier clock) {
        this.rest = images.stream().sorted(BY_PRODUCT).toList();
        this.atOnce = atOnce;
        this.clock = clock;
    }

    synchronized boolean isEmpty() {
        return underWay.isEmpty() && isAllBegun() && held.isEmpty();
    }

    private boolean isAllBegun() {
        return chunks.isEmpty() && rest.isEmpty();
    }

    /** How often in a row it was waited for products that somebody else holds. */
    synchronized int waits() {
        return waits;
    }

    /** What the next transactions are about: whole products each. */
    synchronized List<List<ShownImage>> next() {
        if (isAllBegun()) {
            rest = held.stream().sorted(BY_PRODUCT).toList();
            held.clear();
        }
        while (chunks.size() < MOST_CHUNKS && !rest.isEmpty()) {
            chunks.add(cut());
        }
        List<List<ShownImage>> next = List.copyOf(chunks);
        chunks.clear();
        underWay.addAll(next);
        return next;
    }

    private List<ShownImage> cut() {
        int most = atOnce.getAsInt();
        Set<Long> products = new HashSet<>();
        int end = 0;
        while (end < rest.size() && (products.size() < most || products.contains(rest.get(end).productId()))) {
            products.add(rest.get(end++).productId());
        }
        List<ShownImage> chunk = List.copyOf(rest.subList(0, end));
        rest = rest.subList(end, rest.size());
        return chunk;
    }

    /**
     * A transaction is committed.
     *
     * @param passedOver images of products that somebody else held
     */
    synchronized void saved(List<ShownImage> chunk, List<ShownImage> passedOver) {
        underWay.remove(chunk);
        held.addAll(passedOver);
        if (held.isEmpty()) {
            waitingSince = -1;
        } else if (waitingSince < 0) {
            waitingSince = clock.getAsLong();
        }
        waits = !held.isEmpty() && underWay.isEmpty() && isAllBegun() ? waits + 1 : waits;
        waits = isEmpty() ? 0 : waits;
    }

    /** A transaction failed for which nobody is at fault: it is tried again. */
    synchronized void again(List<ShownImage> chunk) {
        underWay.remove(chunk);
        chunks.add(chunk);
    }

    /** Products that are held for so long that it is no use waiting here; they are no longer pending. */
    synchronized List<ShownImage> givenUp() {
        boolean lost = waitingSince >= 0 && clock.getAsLong() - waitingSince >= PATIENCE.toNanos();
        if (!lost || !underWay.isEmpty() || !isAllBegun()) {
            return List.of();
        }
        List<ShownImage> all = List.copyOf(held);
        held.clear();
        return all;
    }

    /**
     * A transaction failed, since the database refused something of it.
     *
     * @return images of the product that is alone with it: they are no longer pending
     */
    synchronized List<ShownImage> refused(List<ShownImage> chunk) {
        underWay.remove(chunk);
        List<Long> products = chunk.stream().map(ShownImage::productId).distinct().toList();
        if (products.size() == 1) {
            return chunk;
        }
        Set<Long> first = Set.copyOf(products.subList(0, products.size() / 2));
        chunks.add(chunk.stream().filter(image -> first.contains(image.productId())).toList());
        chunks.add(chunk.stream().filter(image -> !first.contains(image.productId())).toList());
        return List.of();
    }
}
