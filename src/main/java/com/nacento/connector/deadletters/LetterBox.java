package com.nacento.connector.deadletters;

/** What can be done with dead letters, wherever they are; see {@link DeadLetters}. */
public interface LetterBox {

    /** The first letters, at most so many; they stay. */
    Listing list(int limit);

    /** Hands letters back to be processed. */
    Replay replay(Selection selection);

    /** Throws letters away for good; answers how many. */
    int discard(Selection selection);
}
