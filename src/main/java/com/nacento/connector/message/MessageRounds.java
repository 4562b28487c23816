package com.nacento.connector.message;

import com.nacento.connector.message.GalleryMessage.Opened;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.sync.ItemChunks;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages that a consumer has gathered, cut into rounds that are processed one after the other. A round is as many
 * messages as are worked on at once, in the order in which they came. A message that brings a request which an earlier one of the round
 * brings as well begins the next one: by then that request is known, and the message does not write it down once more. A large message
 * is read on part by part, and may make several rounds.
 */
final class MessageRounds implements Iterator<MessageWork> {

    /** Of a message's part in a round. */
    private static final int MOST_SKUS = 5_000;
    /** The same, in JSON. */
    private static final long MOST_BYTES = 4L << 20;

    private static final Logger LOG = LoggerFactory.getLogger("sync-gallery-messages");

    private final Deque<ReceivedMessage> waiting;
    private final GalleryMessageReader reader;
    private final Supplier<MessageWork> newWork;
    private Part part;

    MessageRounds(Collection<ReceivedMessage> gathered, GalleryMessageReader reader, Supplier<MessageWork> newWork) {
        this.waiting = new ArrayDeque<>(gathered);
        this.reader = reader;
        this.newWork = newWork;
    }

    @Override
    public boolean hasNext() {
        return part != null || !waiting.isEmpty();
    }

    @Override
    public MessageWork next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        MessageWork work = newWork.get();
        while (hasNext()) {
            part = part == null ? open(waiting.remove(), work) : part;
            if (part != null && !work.takes(part.identity, part.operations, part.bytes)) {
                return work;
            }
            part = part == null ? null : part.next();
        }
        return work;
    }

    /** The first part of a message, or {@code null} if there is no SKU to be worked on. */
    private Part open(ReceivedMessage message, MessageWork work) {
        try {
            if (reader.open(message.body()) instanceof Opened opened) {
                return new Part(new MessageIdentity(message, opened.bulkUuid(), opened.size()), opened.operations(), new HashSet<>());
            }
            LOG.debug("Health check received");
        } catch (UnreadableMessageException unreadable) {
            work.cannotRead(message, unreadable);
        }
        return null;
    }

    /** As much of a message as a round takes of it: all, as a rule. */
    private static final class Part {

        private final MessageIdentity identity;
        private final Iterator<Operation> rest;
        private final Set<Long> keys;
        private final List<Operation> operations = new ArrayList<>();
        private final long bytes;

        Part(MessageIdentity identity, Iterator<Operation> rest, Set<Long> keys) {
            this.identity = identity;
            this.rest = rest;
            this.keys = keys;
            long read = 0;
            while (rest.hasNext() && operations.size() < MOST_SKUS && read < MOST_BYTES) {
                Operation operation = rest.next();
                // of several with the same number only the first one can have it
                boolean taken = operation.key() != null && !keys.add(operation.key());
                operations.add(taken ? new Operation(null, operation.item()) : operation);
                read += ItemChunks.bytes(operation.item());
            }
            this.bytes = read;
        }

        Part next() {
            return rest.hasNext() ? new Part(identity, rest, keys) : null;
        }
    }
}
