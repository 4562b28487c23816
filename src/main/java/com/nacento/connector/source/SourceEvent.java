package com.nacento.connector.source;

import com.nacento.connector.queue.EventHeaders;
import java.time.Instant;

/**
 * What a source has sent, not looked into yet.
 *
 * @param source   who has sent it
 * @param received when it came
 * @param body     as it was sent, unpacked
 */
public record SourceEvent(String source, Instant received, byte[] body) {

    /** Whether there is something to it; if not, somebody tries whether the address is right. */
    public boolean hasBody() {
        return body.length > 0;
    }

    /** The value of {@link EventHeaders#RECEIVED}. */
    public String receivedMillis() {
        return Long.toString(received.toEpochMilli());
    }
}
