package com.nacento.connector.bulk;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
}
