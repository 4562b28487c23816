package com.nacento.connector.bucketevent;

import com.nacento.connector.bucketevent.ObjectEvent.Kind;
import java.util.HashSet;
import java.util.Set;

/**
 * All that was said of one object. Which event is the newest one tells whether the object is there; of what is in it no event is
 * believed, however new: if only one of them names another ETag than is stored, the bucket is asked.
 */
final class KeyEvents {

    private final Set<String> etags = new HashSet<>();
    private ObjectEvent newest;
    private byte[] message;
    private int count;

    /** @param body of the message that it came in */
    void add(ObjectEvent event, byte[] body) {
        count++;
        etags.add(event.kind() == Kind.WRITTEN ? event.etag() : null);
        if (newest == null || event.follows(newest)) {
            newest = event;
            message = body;
        }
    }

    /** How many there were. */
    int count() {
        return count;
    }

    /** Whether the object is gone, as far as events can tell. */
    boolean isRemoval() {
        return newest.kind() == Kind.REMOVED;
    }

    /** Whether all that was said is that the object was written with this ETag. */
    boolean saysOnly(String etag) {
        return etag != null && etags.equals(Set.of(etag));
    }

    /** The message that brought the newest one. */
    byte[] message() {
        return message;
    }
}
