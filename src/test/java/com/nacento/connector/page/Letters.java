package com.nacento.connector.page;

import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.deadletters.LetterBox;
import com.nacento.connector.deadletters.Listing;
import com.nacento.connector.deadletters.Replay;
import com.nacento.connector.deadletters.Selection;
import java.util.ArrayList;
import java.util.List;

/** In place of the dead letter queue: some letters, and a note of what was done with them. */
final class Letters implements LetterBox {

    final List<Letter> inside = new ArrayList<>();
    final List<Selection> replayed = new ArrayList<>();
    final List<Selection> discarded = new ArrayList<>();
    RuntimeException failure;

    static Letter letter(String id, String sku, String bulkUuid, Integer operationKey) {
        return new Letter(id, List.of(sku), "storage_unavailable: 403 a.jpg", 5, bulkUuid,
                operationKey == null ? null : operationKey.longValue(), null, true, null, "{}");
    }

    void clear() {
        inside.clear();
        replayed.clear();
        discarded.clear();
        failure = null;
    }

    @Override
    public Listing list(int limit) {
        fail();
        return new Listing(inside.size(), inside.stream().limit(limit).toList());
    }

    @Override
    public Replay replay(Selection selection) {
        fail();
        replayed.add(selection);
        return new Replay(2, 1);
    }

    @Override
    public int discard(Selection selection) {
        fail();
        discarded.add(selection);
        return 2;
    }

    private void fail() {
        if (failure != null) {
            throw failure;
        }
    }
}
