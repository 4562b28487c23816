package com.nacento.connector.deadletters;

import java.util.List;

/**
 * A look at the dead letters.
 *
 * @param total   how many there are; those that somebody else has in hand at this moment are not among them
 * @param letters from the front of the queue, at most as many as were asked for
 */
public record Listing(long total, List<Letter> letters) {

    public Listing {
        letters = List.copyOf(letters);
    }
}
