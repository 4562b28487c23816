package com.nacento.connector.message;

import java.util.List;

/** Work of which something may be left that nobody can do. */
public interface DeadLetterWork {

    /** What of it goes to the dead letters; those that the broker has already are not among them. */
    List<DeadLetter> deadLetters();

    /** The broker has one of them; told by many threads at once. */
    void published(DeadLetter letter);
}
