package com.nacento.connector.source;

import com.nacento.connector.message.DeadLetter;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.ReceivedMessage;
import java.time.Instant;

/** An event that was taken from the queue, on its way. */
final class ReceivedEvent {

    private final ReceivedMessage message;
    private DeadLetter letter;
    private int tries;
    private boolean meansSomething;
    private boolean awaitsLoad;
    private boolean loaded;

    ReceivedEvent(ReceivedMessage message) {
        this.message = message;
    }

    /** {@code null} if it does not say. */
    String source() {
        return message.header(EventHeaders.SOURCE);
    }

    byte[] body() {
        return message.body();
    }

    /** The queue that counts how often it was handed back, or {@code null}. */
    String countedIn() {
        return message.countedIn();
    }

    /** When it was received over HTTP; {@code null} if it was not, or nobody knows. */
    Instant received() {
        String millis = message.header(EventHeaders.RECEIVED);
        return millis != null && millis.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(millis)) : null;
    }

    /** As it came, to be published once more. */
    SourceEvent again() {
        return new SourceEvent(source(), received() == null ? Instant.now() : received(), body());
    }

    /** Its mapping has made something of it, or nothing; and perhaps only named what must be loaded. */
    void maps(boolean something, boolean mustBeLoaded) {
        meansSomething = something;
        awaitsLoad = mustBeLoaded;
    }

    /** Whether its PIM is asked. */
    boolean awaitsLoad() {
        return awaitsLoad;
    }

    /** What it names is loaded, and comes as an event of its own. */
    void loaded() {
        loaded = true;
    }

    boolean isLoaded() {
        return loaded;
    }

    boolean meansNothing() {
        return !meansSomething;
    }

    /** Nobody can process it. */
    void dies(String why) {
        letter = new DeadLetter(body(), null, why, Math.max(tries, 1), null, source());
    }

    boolean isDead() {
        return letter != null;
    }

    /** One more try has failed that was for this event alone; how many have. */
    int failed() {
        return ++tries;
    }

    /** What becomes of it if nobody can process it, or {@code null}. */
    DeadLetter letter() {
        return letter;
    }
}
