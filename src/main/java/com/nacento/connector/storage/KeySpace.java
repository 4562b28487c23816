package com.nacento.connector.storage;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Where keys lie in the bucket, as numbers from 0 to 1 in the order of the keys: an estimate that is made of the wanted keys alone. Each
 * place of a key divides what is left evenly among the characters that stand there in any of them; what all keys with the same beginning
 * have in common divides nothing. So two stretches that are equally long hold about as many objects, if names are numbers or hashes.
 */
final class KeySpace {

    /** With as many keys it is no accident that they have a character in common. */
    private static final int MANY = 4;
    private static final double FINEST = 1e-14;

    private final List<String> paths;
    /** By place in the key, what stands there: {@link #at}. */
    private final int[][] characters;
    private final double[] places;

    /** @param paths in the order of the bucket */
    KeySpace(List<String> paths) {
        this.paths = paths;
        int longest = paths.stream().mapToInt(String::length).max().orElse(0);
        characters = new int[longest + 1][];
        for (int place = 0; place <= longest; place++) {
            BitSet there = new BitSet();
            for (String path : paths) {
                there.set(at(path, place));
            }
            characters[place] = there.stream().toArray();
        }
        places = new double[paths.size()];
        lay(0, paths.size(), 0, 0, 1);
    }

    /** Where the wanted key with this index lies. */
    double place(int index) {
        return places[index];
    }

    /** Where any key lies. */
    double place(String path) {
        int low = 0;
        int high = paths.size();
        double from = 0;
        double width = 1;
        for (int place = 0; high - low > 1 && width > FINEST && place < characters.length; place++) {
            int mine = at(path, place);
            int first = at(paths.get(low), place);
            if (isShared(low, high, place)) {
                if (mine != first) {
                    return mine < first ? from : from + width;
                }
                continue;
            }
            int among = Arrays.binarySearch(characters[place], mine);
            width /= characters[place].length;
            if (among < 0) {
                return from + width * -(among + 1);
            }
            from += width * among;
            low = bound(low, high, place, mine);
            high = bound(low, high, place, mine + 1);
            if (high - low <= 1) {
                return lie(path, place + 1, from, width);
            }
        }
        return from;
    }

    private void lay(int low, int high, int start, double from, double width) {
        int place = start;
        while (high - low > 1 && place < characters.length && isShared(low, high, place)) {
            place++;
        }
        if (high - low == 1 || width < FINEST || place >= characters.length) {
            for (int i = low; i < high; i++) {
                places[i] = lie(paths.get(i), place, from, width);
            }
            return;
        }
        double part = width / characters[place].length;
        for (int begin = low; begin < high;) {
            int mine = at(paths.get(begin), place);
            int end = bound(begin, high, place, mine + 1);
            lay(begin, end, place + 1, from + part * Arrays.binarySearch(characters[place], mine), part);
            begin = end;
        }
    }

    /** Where a key lies of which the wanted ones tell no more than what stands at its places elsewhere. */
    private double lie(String path, int start, double from, double width) {
        double begin = from;
        double left = width;
        for (int place = start; place < characters.length && left > FINEST; place++) {
            int among = Arrays.binarySearch(characters[place], at(path, place));
            left /= characters[place].length;
            begin += left * (among < 0 ? -(among + 1) : among);
            if (among < 0) {
                return begin;
            }
        }
        return begin;
    }

    private boolean isShared(int low, int high, int place) {
        return high - low >= MANY && at(paths.get(low), place) == at(paths.get(high - 1), place);
    }

    /** The first key of a stretch, all of which begin alike, that has at least this character at the place. */
    private int bound(int low, int high, int place, int character) {
        int from = low;
        int to = high;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (at(paths.get(middle), place) < character) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Characters as numbers in the order of their code points, 0 for the end of the key. */
    private static int at(String path, int place) {
        if (place >= path.length()) {
            return 0;
        }
        char character = path.charAt(place);
        // half a pair stands for a character behind all others
        return character + 1 + (Character.isSurrogate(character) ? 1 << Character.SIZE : 0);
    }
}
