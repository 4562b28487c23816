package com.nacento.connector.sync;

import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.GalleryChanges;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whom a statement refuses: it is tried with the rows of halves of the products, and of halves of those, before all of it is
 * taken back. So a refused row costs some small statements, and its neighbours are written together.
 */
public final class RefusedProducts {

    /** While they are made, the products stay locked. What is not found by then is found when the rest is tried. */
    private static final int MOST_TRIES = 100;

    private final GalleryChanges changes;
    private final Set<String> lists;
    private final Exception failure;
    private final Deque<Part> waiting = new ArrayDeque<>();
    private final Map<Long, Throwable> found = new LinkedHashMap<>();
    private int tries;

    /** @param hasOther the other half lies behind it, and something of both is refused */
    private record Part(List<Long> products, boolean hasOther) {
    }

    /**
     * @param changes of the transaction, of which a statement has failed
     * @param lists   the statement's parameters that are lists of rows
     * @param failure of the statement; only one that is known to be the data's fault is looked into
     */
    RefusedProducts(GalleryChanges changes, Set<String> lists, Exception failure) {
        this.changes = changes;
        this.lists = lists;
        this.failure = failure;
        List<Long> products = changes.productIds(lists);
        if (products.size() > 1 && isRefusal(failure)) {
            halve(products);
        }
    }

    private static boolean isRefusal(Throwable failure) {
        return Trouble.of(failure).kind() == Trouble.Kind.REFUSED;
    }

    /** Whether the statement is to be tried with more of the products. */
    public boolean goesOn() {
        return !waiting.isEmpty() && tries < MOST_TRIES;
    }

    /** The statement's parameters, with the rows of the products that are tried next. */
    public Map<String, Object> parameters() {
        return changes.parametersOf(Set.copyOf(waiting.element().products()), lists);
    }

    /** The rows were taken. */
    void passed() {
        tries++;
        if (waiting.remove().hasOther()) {
            // then it is the other half: the two of them are refused
            halve(waiting.remove().products());
        }
    }

    /**
     * The rows were not taken.
     *
     * @return whether they were refused; if not, the transaction may be lost, and nobody learns anything from it
     */
    boolean refused(Throwable met) {
        if (!isRefusal(met)) {
            return false;
        }
        tries++;
        List<Long> products = waiting.remove().products();
        if (products.size() == 1) {
            found.put(products.get(0), met);
        } else {
            halve(products);
        }
        return true;
    }

    private void halve(List<Long> products) {
        int half = products.size() / 2;
        waiting.addFirst(new Part(products.subList(half, products.size()), false));
        if (half > 0) {
            waiting.addFirst(new Part(products.subList(0, half), true));
        }
    }

    /** The products that are refused by themselves, each with what was said of it; there may be none. */
    Map<Long, Throwable> found() {
        return found;
    }

    /** What the statement said of all of them together. */
    Exception failure() {
        return failure;
    }
}
