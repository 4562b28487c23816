package com.nacento.connector.storage;

import com.nacento.connector.gallery.ETagAnswer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The way through a stretch of the bucket from one wanted key to the next: each page of a listing begins at the first key that
 * is not answered yet, so that what lies between two wanted keys is passed over wherever it is longer than a page. It ends as
 * soon as a page shows too few of them to be worth its price; what is left then is asked for by HEAD, and so is what a page
 * passes over: a listing says what is there, never what is not. For one thread at a time.
 */
public final class ListingWalk {

    /** What S3 puts on a page at most. */
    public static final int PAGE = 1_000;
    /**
     * A page costs what 12.5 HEADs cost (S3 and R2 alike) and, since all its keys must be read, the CPU of about as many: with
     * twice that it is cheaper in both.
     */
    static final int WORTH_A_PAGE = 25;
    /** So many HEADs are cheaper than a page. */
    private static final int MOST_STRAYS = 12;
    /** As S3 sorts keys: by the bytes of their UTF-8, which is the order of their code points. */
    static final Comparator<String> ORDER = ListingWalk::compareCodePoints;

    private final String root;
    private final List<String> paths;
    private final boolean toTheEnd;
    private final boolean forArrivals;
    private final Map<String, ETagAnswer> answers = new HashMap<>();
    private int next;
    private int pages;
    private boolean ended;

    /**
     * @param root     what every object key has in front of the path
     * @param paths    Magento's paths that are wanted, in {@link #ORDER}
     * @param toTheEnd whether to go on where the keys lie too far apart
     */
    ListingWalk(String root, List<String> paths, boolean toTheEnd) {
        this(root, paths, toTheEnd, false);
    }

    /** @param forArrivals whether a page is worth its price, too, by wanted keys that it does not show */
    ListingWalk(String root, List<String> paths, boolean toTheEnd, boolean forArrivals) {
        this.forArrivals = forArrivals;
        this.root = root;
        this.paths = paths;
        this.toTheEnd = toTheEnd;
        passStrays();
    }

    /** Whether one more page is worth asking for. */
    public boolean goesOn() {
        return !ended && next < paths.size() && (toTheEnd || paths.size() - next >= WORTH_A_PAGE);
    }

    /** Listing begins behind this key: the next wanted one without its last character, which no key can lie before. */
    String startAfter() {
        String key = root + paths.get(next);
        return key.substring(0, key.offsetByCodePoints(key.length(), -1));
    }

    /**
     * Takes a page.
     *
     * @param etags the ETags of all objects on it, by path; {@code null} where it is none that can be used
     * @param last  the path up to which it answers for all, or {@code null} if it does so to the end
     */
    ListingWalk page(Map<String, String> etags, String last) {
        pages++;
        int first = next;
        int worth = 0;
        while (next < paths.size() && (last == null || ORDER.compare(paths.get(next), last) <= 0)) {
            String path = paths.get(next);
            String etag = etags.get(path);
            if (etag != null) {
                answers.put(path, ETagAnswer.listed(etag));
                worth++;
            } else if (!etags.containsKey(path)) {
                answers.put(path, ETagAnswer.unlisted());
                worth += forArrivals ? 1 : 0;
            }
            next++;
        }
        ended = !toTheEnd && worth < WORTH_A_PAGE || next == first;
        passStrays();
        return this;
    }

    /**
     * Leaves a few keys in front of a folder with many to HEAD: a page that began at them might end before that folder, and with it
     * the walk.
     */
    private void passStrays() {
        for (int start = next; !toTheEnd && start <= next + MOST_STRAYS && start + WORTH_A_PAGE <= paths.size(); start++) {
            if (folder(paths.get(start)).equals(folder(paths.get(start + WORTH_A_PAGE - 1)))) {
                next = start;
                return;
            }
        }
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Listing is of no use here: what is not answered yet is left to HEAD. */
    ListingWalk end(int asked) {
        pages += asked;
        ended = true;
        return this;
    }

    /** What the pages said, by path: {@code LISTED} or {@code UNLISTED}. */
    public Map<String, ETagAnswer> answers() {
        return answers;
    }

    /** How many pages were asked for. */
    public int pages() {
        return pages;
    }

    /** Whether keys or paths stand in {@link #ORDER}. */
    static boolean inOrder(Collection<String> keys) {
        String before = "";
        for (String key : keys) {
            if (ORDER.compare(before, key) > 0) {
                return false;
            }
            before = key;
        }
        return true;
    }

    private static int compareCodePoints(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            char a = one.charAt(i);
            char b = other.charAt(i);
            if (a != b) {
                boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
                return pairs ? Character.isSurrogate(a) ? 1 : -1 : Character.compare(a, b);
            }
        }
        return Integer.compare(one.length(), other.length());
    }
}
