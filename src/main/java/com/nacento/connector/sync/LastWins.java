package com.nacento.connector.sync;

import com.nacento.connector.gallery.GalleryItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Which items of a request do not count because a later one is for the same product. */
public final class LastWins {

    private LastWins() {
    }

    /**
     * The place of each item that a later one supersedes, with the place of the one that stands: the last with the same key.
     *
     * @param keys what makes two items the same, in the order of the items; {@code null} is never the same as anything
     */
    public static <K> Map<Integer, Integer> of(List<K> keys) {
        Map<K, Integer> last = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i) != null) {
                last.put(keys.get(i), i);
            }
        }
        Map<Integer, Integer> superseded = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            int winner = keys.get(i) == null ? i : last.get(keys.get(i));
            if (winner != i) {
                superseded.put(i, winner);
            }
        }
        return superseded;
    }

    /**
     * The same, but an item that is bad supersedes nothing and is not superseded. Items are only read if there are
     * duplicates at all.
     */
    public static <K> Map<Integer, Integer> amongGood(List<K> keys, Supplier<Iterator<GalleryItem>> items, Predicate<GalleryItem> isBad) {
        Map<Integer, Integer> candidates = of(keys);
        if (candidates.isEmpty()) {
            return candidates;
        }
        Set<Integer> involved = new HashSet<>(candidates.keySet());
        involved.addAll(candidates.values());
        List<K> good = new ArrayList<>(keys);
        items.get().forEachRemaining(item -> {
            if (involved.contains(item.index()) && isBad.test(item)) {
                good.set(item.index(), null);
            }
        });
        return of(good);
    }
}
