package com.nacento.connector.bucketevent;

import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import java.util.Collection;
import java.util.List;

/**
 * Events that must wait, and others must not wait for them: they are published once more and come again later.
 *
 * @param queue  where they came from
 * @param bodies as they came
 */
record HandedBack(String queue, Collection<byte[]> bodies) implements Publishable {

    @Override
    public List<OutgoingMessage> messages() {
        return bodies.stream().map(body -> OutgoingMessage.to(queue, body)).toList();
    }
}
