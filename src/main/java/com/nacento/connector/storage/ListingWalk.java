package com.nacento.connector.storage;

import com.nacento.connector.gallery.ETagAnswer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The way through a stretch of the bucket. A page of its listing costs as much as 12.5 HEADs. How far the pages before have reached says
 * about how many wanted keys a page will show, wherever it begins: so before each page the cheapest way through the rest is computed,
 * and the page is asked for with which that begins. Keys in front of it are left to HEAD, and so is what a page passes over, since a
 * listing says what is there, never what is not. For one thread at a time.
 */
public final class ListingWalk {

    /** What S3 puts on a page at most. */
    public static final int PAGE = 1_000;
    /** Of a page, in HEADs: S3's and R2's, and about what it takes of the CPU, since all its keys must be read. */
    static final double PRICE = 12.5;
    /** For fewer keys nobody tries whether a page might show them. */
    static final int WORTH_A_TRY = 25;
    /** When as many in a row were left to HEAD, a page tells whether that is still right. */
    private static final int LEFT_IN_A_ROW = 250;
    /** As S3 sorts keys: by the bytes of their UTF-8, which is the order of their code points. */
    static final Comparator<String> ORDER = ListingWalk::compareCodePoints;

    private final String root;
    private final List<String> paths;
    private final KeySpace space;
    private final int first;
    private final PageReach reach = new PageReach();
    private final Purpose purpose;
    private final Map<String, ETagAnswer> answers = new HashMap<>();
    private int next;
    private int pages;
    private int covered;
    private int shown;
    private boolean ended;

    /** What is asked for. */
    enum Purpose {
        /** ETags, as cheaply as can be. */
        ETAGS,
        /** ETags, by nothing but pages. */
        ETAGS_BY_PAGES,
        /** Whether objects are there by now: it is worth its price, too, that a page does not show them. */
        ARRIVALS
    }

    /**
     * @param root  what every object key has in front of the path
     * @param paths Magento's paths that are wanted, in {@link #ORDER}
     * @param space where all wanted keys of the request lie
     * @param first index of the first path among these
     */
    ListingWalk(String root, List<String> paths, KeySpace space, int first, Purpose purpose) {
        this.root = root;
        this.paths = paths;
        this.space = space;
        this.first = first;
        this.purpose = purpose;
        choose(0);
    }

    /** Whether one more page is worth asking for. */
    public boolean goesOn() {
        return !ended;
    }

    /** Listing begins behind this key: the next wanted one without its last character, which no key can lie before. */
    public String startAfter() {
        String key = root + paths.get(next);
        return key.substring(0, key.offsetByCodePoints(key.length(), -1));
    }

    /**
     * Takes a page.
     *
     * @param etags the ETags of all objects on it, by path; {@code null} where it is none that can be used
     * @param last  the path up to which it answers for all, or {@code null} if it does so to the end
     */
    public ListingWalk page(Map<String, String> etags, String last) {
        pages++;
        int end = next;
        while (end < paths.size() && (last == null || ORDER.compare(paths.get(end), last) <= 0)) {
            String path = paths.get(end);
            String etag = etags.get(path);
            if (etag != null) {
                answers.put(path, ETagAnswer.listed(etag));
                shown++;
            } else if (!etags.containsKey(path)) {
                answers.put(path, ETagAnswer.unlisted());
                shown += purpose == Purpose.ARRIVALS ? 1 : 0;
            }
            end++;
        }
        if (end == next) {
            ended = true;
            return this;
        }
        covered += end - next;
        if (last != null) {
            reach.add(space.place(last) - space.place(first + next));
        }
        choose(end);
        return this;
    }

    /** Chooses where the next page begins; all before that is left to HEAD. */
    private void choose(int from) {
        int rest = paths.size() - from;
        int begin;
        if (purpose == Purpose.ETAGS_BY_PAGES) {
            begin = from;
        } else if (pages == 0) {
            begin = rest < WORTH_A_TRY ? paths.size() : behindStrays();
        } else {
            begin = cheapest(from);
            if (begin - from > LEFT_IN_A_ROW) {
                begin = from + LEFT_IN_A_ROW;
            }
        }
        next = begin;
        ended = begin >= paths.size();
    }

    /** A few keys in front of a folder with many are left to HEAD: a page that began at them might end before that folder. */
    private int behindStrays() {
        for (int i = 0; i < PRICE && i + WORTH_A_TRY <= paths.size(); i++) {
            if (folder(paths.get(i)).equals(folder(paths.get(i + WORTH_A_TRY - 1)))) {
                return i;
            }
        }
        return 0;
    }

    private static String folder(String path) {
        return path.substring(0, path.lastIndexOf('/') + 1);
    }

    /** Where the first page begins of the cheapest way from here: the number of paths if that is HEAD for all. */
    private int cheapest(int from) {
        double onePage = reach.value();
        double unshown = 1 - (shown + 1.0) / (covered + 1.0);
        int size = paths.size();
        double[] cost = new double[size - from + 1];
        int begin = size;
        int end = size;
        for (int i = size - 1; i >= from; i--) {
            while (end > i + 1 && space.place(first + end - 1) > space.place(first + i) + onePage) {
                end--;
            }
            double byPage = PRICE + unshown * (end - i) + cost[end - from];
            double byHead = 1 + cost[i + 1 - from];
            if (byPage < byHead) {
                begin = i;
            }
            cost[i - from] = Math.min(byPage, byHead);
        }
        return begin;
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
