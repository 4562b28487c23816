package com.nacento.connector.message;

import com.nacento.connector.message.GalleryMessage.HealthCheck;
import com.nacento.connector.message.GalleryMessage.Operations;
import com.nacento.connector.queue.ReceivedMessage;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that a consumer has gathered, cut into rounds that are worked off one after the other. A round is as many
 * messages as are worked on at once, in the order in which they came. A message that brings a request which an earlier one of the round
 * brings as well begins the next one: by then that request is known, and the message does not write it down once more.
 */
final class MessageRounds implements Iterator<MessageWork> {

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-messages");

    private final Deque<ReceivedMessage> waiting;
    private final GalleryMessageReader reader;
    private final Supplier<MessageWork> newWork;
    private GalleryMessage next;

    MessageRounds(Collection<ReceivedMessage> gathered, GalleryMessageReader reader, Supplier<MessageWork> newWork) {
        this.waiting = new ArrayDeque<>(gathered);
        this.reader = reader;
        this.newWork = newWork;
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public MessageWork next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        MessageWork work = newWork.get();
        while (!waiting.isEmpty() && add(waiting.peek(), work)) {
            waiting.remove();
            next = null;
        }
        return work;
    }

    private boolean add(ReceivedMessage message, MessageWork work) {
        try {
            next = next == null ? reader.read(message.body()) : next;
            if (next instanceof HealthCheck) {
                LOG.debug("Health check received");
                return true;
            }
            return work.takes((Operations) next, message);
        } catch (UnreadableMessageException unreadable) {
            work.cannotRead(message, unreadable);
            return true;
        }
    }
}
