package com.nacento.connector.bulk;

import com.nacento.connector.gallery.GalleryItem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * The items of a bulk in the order of the objects that they name, section by section: what lies side by side in the bucket goes into
 * the same messages, and a round of messages is listed by few pages, however the caller has sorted his products. Items whose SKUs
 * may mean the same product stay in the order in which they were sent.
 */
public final class BucketOrder implements Iterator<GalleryItem> {

    /** As large as a section of a direct bulk ({@code sync/SectionReader}), which is what its pages are listed for. */
    private static final int MOST_ITEMS = 20_000;
    private static final int MOST_IMAGES = 60_000;

    private final Iterator<GalleryItem> items;
    private final Deque<GalleryItem> section = new ArrayDeque<>();

    /** @param items as they were sent; read a section at a time */
    public BucketOrder(Iterator<GalleryItem> items) {
        this.items = items;
    }

    @Override
    public boolean hasNext() {
        return !section.isEmpty() || items.hasNext();
    }

    @Override
    public GalleryItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        if (section.isEmpty()) {
            read();
        }
        return section.remove();
    }

    private void read() {
        List<GalleryItem> read = new ArrayList<>();
        Map<String, String> places = new HashMap<>();
        int images = 0;
        while (items.hasNext() && read.size() < MOST_ITEMS && images < MOST_IMAGES) {
            GalleryItem item = items.next();
            read.add(item);
            images += item.images().size();
            places.putIfAbsent(product(item), item.images().isEmpty() ? "" : item.images().get(0).filePath());
        }
        read.sort(Comparator.comparing(item -> places.get(product(item))));
        section.addAll(read);
    }

    /** Which product a SKU means is the database's to say: never two if these are different. */
    private static String product(GalleryItem item) {
        return item.sku().strip().toLowerCase(Locale.ROOT);
    }
}
