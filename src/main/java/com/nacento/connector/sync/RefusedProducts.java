package com.nacento.connector.sync;

import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.GalleryChanges;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds out whom a statement seems to refuse, before what was written with it is taken back: the first one by halving the products again
 * and again, then the first one behind him. So a refused row costs some small statements, and its neighbours are written together. It is no
 * verdict: what the others have written is still there while he is tried.
 */
public final class RefusedProducts {

    /** In a transaction: while they are made, the products stay locked. */
    private static final int MOST_TRIES = 60;
    private static final int NOBODY_KNOWS = -1;

    private final GalleryChanges changes;
    private final String statement;
    /** Its parameters that are lists of rows. */
    private final Set<String> lists;
    private final Exception failure;
    private final List<Long> products;
    private final Set<Long> found = new HashSet<>();
    /** Those before it are decided: the statement has taken their rows, or they are found. */
    private int first;
    /** From the first on, up to here, there is somebody whom the statement refuses. */
    private int end;
    /** How many are tried together while nobody knows of one: where the last one was near, the next one may be, too. */
    private int window;
    private int lastFound = -1;
    private int tries;

    /**
     * @param before    the search before, in the same transaction, or {@code null}: their tries count together
     * @param changes   of the transaction
     * @param statement the one that has failed
     * @param failure   of the statement; only one that is known to be the data's fault is looked into
     */
    RefusedProducts(RefusedProducts before, GalleryChanges changes, String statement, Exception failure) {
        this.tries = before == null ? 0 : before.tries;
        this.changes = changes;
        this.statement = statement;
        this.lists = SqlFiles.lists(statement);
        this.failure = failure;
        this.products = isRefusal(failure) ? changes.productIds(lists) : List.of();
        this.end = products.size();
        if (end == 1) {
            note();
        }
    }

    private static boolean isRefusal(Throwable failure) {
        return Trouble.of(failure).kind() == Trouble.Kind.REFUSED;
    }

    /** Whether the statement is to be tried with more of the products. */
    public boolean goesOn() {
        return first < products.size() && tries < MOST_TRIES;
    }

    /** The statement. */
    public String statement() {
        return statement;
    }

    /** Its parameters, with the rows of the products that are tried next. */
    public Map<String, Object> parameters() {
        return changes.parametersOf(Set.copyOf(products.subList(first, tried())), lists);
    }

    /** Up to where the products are tried next. */
    private int tried() {
        if (end == NOBODY_KNOWS) {
            return Math.min(first + window, products.size());
        }
        return first + Math.max((end - first) / 2, 1);
    }

    /** The rows were taken. */
    void passed() {
        tries++;
        boolean known = end != NOBODY_KNOWS;
        first = tried();
        if (!known) {
            window *= 2;
        } else if (first == end) {
            // refused only together with others, each by himself is not
            expect(products.size());
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
        end = tried();
        if (end - first == 1) {
            note();
        }
        return true;
    }

    private void note() {
        found.add(products.get(first));
        int distance = first - lastFound;
        lastFound = first;
        first++;
        expect(2 * distance);
    }

    private void expect(int most) {
        end = NOBODY_KNOWS;
        window = most;
    }

    /** Whether the search has come to its end, and somebody is found. */
    boolean isSuccessful() {
        return first == products.size() && !found.isEmpty();
    }

    /** The products that the statement refuses. */
    Set<Long> found() {
        return found;
    }

    /** What the statement said of all of them together. */
    Exception failure() {
        return failure;
    }
}
