package com.nacento.connector.queue;

/** What stands beside an event on the broker, whose body is as it was received. */
public final class EventHeaders {

    /** Header with the name of the source that an event is of. */
    public static final String SOURCE = "nacento-source";
    /** Header with the time at which an event was received, in milliseconds since 1970. */
    public static final String RECEIVED = "nacento-received";

    /** What the bucket is called as a source; no PIM may have the name. */
    public static final String BUCKET = "bucket";

    private EventHeaders() {
    }
}
