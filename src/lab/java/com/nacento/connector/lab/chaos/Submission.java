package com.nacento.connector.lab.chaos;

/**
 * A request as a client sent it, and what its caller was told.
 *
 * @param requestId under which a bulk is found again; for a dropped message its id; of no meaning for a direct call
 */
record Submission(String requestId, Way way, Told told) {

    /** Which of the calls it was. */
    enum Way {
        ASYNC, DIRECT,
        /** A message that somebody else has put on the topic. */
        DROPPED
    }

    /** What the caller knows. */
    enum Told {
        /** The receipt or the result says that it is accepted. */
        ACCEPTED,
        /** No answer, or one that says that something was away: it may be done, or some of it. */
        UNKNOWN,
        /** The answer says that it was not done. */
        REFUSED
    }
}
