package com.nacento.connector.sync;

import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.Backoff;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.Trouble;
import com.nacento.connector.gallery.ProductSync;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * How a chunk is saved, try by try. Whoever seems to be at fault is tried by himself; where nobody knows who it is, the chunk is halved
 * until the product at fault is alone; products that somebody else holds are put aside until he lets go; while the database is away nothing
 * is anybody's fault.
 */
public final class SaveAttempts {

    private static final int MOST_CONFLICTS = 30;
    /** Tries that each chunk has although its call has waited for others long enough. */
    private static final int LEAST_CONFLICTS = 2;
    /** Looks for who is free that end like the try before: the table is locked as a whole. */
    private static final int MOST_LOOKS = 2;
    private static final Backoff CONFLICT_PAUSE = new Backoff(40, 640);
    /** The pool lends a connection unchecked that was alive half a second ago: after that, a dead one is found out. */
    private static final long RECONNECT_PAUSE_MILLIS = 600;

    private final SyncChunk planned;
    private final Deque<SyncChunk> waiting = new ArrayDeque<>();
    private final List<ProductSync> ended = new ArrayList<>();
    private final Set<Long> held = new HashSet<>();
    private final Patience patience;
    private final RepeatedFailures repeated;
    private final LongSupplier clock;
    private long begun;
    private Integer turn;
    private boolean hindered;
    private int conflicts;
    private boolean looking;
    private int looksInVain;
    private boolean saved;
    private Trouble last;

    /** @param patience of the call that the chunk belongs to */
    SaveAttempts(SyncChunk planned, Patience patience, RepeatedFailures repeated) {
        this(planned, patience, repeated, System::nanoTime);
    }

    SaveAttempts(SyncChunk planned, Patience patience, RepeatedFailures repeated, LongSupplier clock) {
        this.repeated = repeated;
        this.planned = planned;
        this.patience = patience;
        this.clock = clock;
        SyncChunk toLock = planned.toLock();
        if (!toLock.isEmpty()) {
            waiting.add(toLock);
        }
    }

    /** Whether there is something to try (again). */
    public boolean goesOn() {
        return !waiting.isEmpty();
    }

    /** Whether somebody else was in the way: before the next try it is worth looking whom he leaves free. */
    public boolean isHindered() {
        return last != null && last.kind() == Trouble.Kind.CONFLICT;
    }

    /**
     * What the next try is about.
     *
     * @param itsTurn what is told when it has ended
     */
    SyncChunk next(int itsTurn) {
        turn = itsTurn;
        begun = clock.getAsLong();
        looking = isHindered();
        return waiting.element();
    }

    /** Ends the turn of the try, which is what {@link SavesAtOnce} said when it began; {@code null} if it has ended already. */
    Integer endTurn() {
        Integer ended = turn;
        turn = null;
        return ended;
    }

    /** How many products the try is about. */
    int products() {
        return waiting.element().size();
    }

    /** Since the try began. */
    Duration elapsed() {
        return Duration.ofNanos(clock.getAsLong() - begun);
    }

    /** The products that somebody else holds at the moment are put aside, behind all others; the rest is what is tried. */
    SyncChunk free(List<Map<String, Object>> rows) {
        looking = false;
        SyncChunk chunk = waiting.remove();
        Set<Long> ids = rows.stream().map(row -> Rows.number(row, "product_id")).collect(Collectors.toSet());
        Map<Boolean, List<ProductSync>> parts = chunk.products().stream()
                .collect(Collectors.partitioningBy(product -> ids.contains(product.productId())));
        parts.get(true).forEach(product -> held.remove(product.productId()));
        parts.get(false).forEach(product -> held.add(product.productId()));
        if (!parts.get(true).isEmpty()) {
            waiting.addFirst(new SyncChunk(parts.get(true)));
        }
        if (!parts.get(false).isEmpty()) {
            waiting.addLast(new SyncChunk(parts.get(false)));
        }
        return waiting.element();
    }

    /** What was tried is saved; products that are no longer in it seemed to be at fault, and each is tried by itself, behind all others. */
    void succeeded(SyncChunk done) {
        Set<Long> ids = done.products().stream().map(ProductSync::productId).collect(Collectors.toSet());
        waiting.remove().products().stream().filter(product -> !ids.contains(product.productId()))
                .forEach(product -> waiting.addLast(new SyncChunk(List.of(product))));
        ended(done.products());
        saved |= !done.good().isEmpty();
        last = null;
        conflicts = 0;
    }

    /**
     * What was tried could not be saved.
     *
     * @param trouble never {@link Trouble.Kind#UNKNOWN}
     * @return the products that end by it, each with its error
     * @throws Outage if nothing can be saved at the moment, and nothing of the chunk was: a lost connection is opened anew once
     */
    List<ProductSync> failed(Trouble trouble, Throwable failure) {
        boolean again = last != null && last.kind() == trouble.kind();
        last = trouble;
        return switch (trouble.kind()) {
            case OUTAGE -> again ? interrupted(Outage.of(trouble, failure)) : List.of();
            case TABLE_GONE, CONFLICT -> isPatient() ? List.of() : hindered(trouble, failure);
            case TOO_LARGE, REFUSED, UNKNOWN ->
                waiting.element().size() > 1 ? halved() : end(SyncError.internal(trouble.words(), repeated.report(failure)));
        };
    }

    private boolean isPatient() {
        conflicts++;
        looksInVain = looking ? looksInVain + 1 : 0;
        if (!hindered) {
            hindered = true;
            patience.begin(begun);
        }
        return conflicts < MOST_CONFLICTS && looksInVain < MOST_LOOKS
                && (held.isEmpty() || conflicts < LEAST_CONFLICTS || !patience.isLost(clock.getAsLong()));
    }

    private void waitsNoMore() {
        if (hindered) {
            hindered = false;
            patience.end(clock.getAsLong());
        }
    }

    private List<ProductSync> halved() {
        List<ProductSync> products = waiting.remove().products();
        waiting.addFirst(new SyncChunk(products.subList(products.size() / 2, products.size())));
        waiting.addFirst(new SyncChunk(products.subList(0, products.size() / 2)));
        return List.of();
    }

    /** Whom somebody else holds while his neighbours can be saved is alone with that; if nobody could be, it is no product's fault. */
    private List<ProductSync> hindered(Trouble trouble, Throwable failure) {
        boolean all = trouble.kind() == Trouble.Kind.TABLE_GONE || looksInVain >= MOST_LOOKS || !saved
                && waiting.stream().flatMap(chunk -> chunk.products().stream()).noneMatch(product -> held.contains(product.productId()));
        if (all) {
            return interrupted(Outage.of(trouble, failure));
        }
        return end(new SyncError(SyncError.Code.DATABASE_UNAVAILABLE, "other writers held the product's rows, " + conflicts + " tries"));
    }

    private List<ProductSync> end(SyncError error) {
        List<ProductSync> failed = waiting.remove().failed(error).products();
        ended(failed);
        return failed;
    }

    private void ended(List<ProductSync> products) {
        ended.addAll(products);
        products.forEach(product -> held.remove(product.productId()));
        if (held.isEmpty() || waiting.isEmpty()) {
            waitsNoMore();
        }
    }

    private List<ProductSync> interrupted(Outage met) {
        waitsNoMore();
        if (!saved) {
            throw met;
        }
        waiting.forEach(chunk -> ended.addAll(chunk.failed(met.asError()).products()));
        waiting.clear();
        return List.of();
    }

    /** Pause before the next try in milliseconds. */
    public long pause() {
        if (waiting.isEmpty() || last == null) {
            return 0;
        }
        return switch (last.kind()) {
            case OUTAGE -> RECONNECT_PAUSE_MILLIS + CONFLICT_PAUSE.after(1);
            case CONFLICT, TABLE_GONE -> CONFLICT_PAUSE.after(conflicts);
            default -> 0;
        };
    }

    /** The chunk as all of its products ended. */
    SyncChunk merged() {
        return planned.replace(ended);
    }
}
