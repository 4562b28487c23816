package com.nacento.connector.deadletters;

import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.message.GalleryMessageReader;
import com.nacento.connector.message.MessageSubject;
import com.nacento.connector.message.UnreadableMessageException;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.queue.ReceivedMessage;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Reads what a dead letter says of itself. */
final class LetterReader {

    private static final int CONTENT_LENGTH = 500;
    /** In bytes, so that a message of some MiB is not decoded for its first line. */
    private static final int CONTENT_BYTES = 4 * CONTENT_LENGTH;

    private final GalleryMessageReader messages = GalleryMessageReader.ofSubjects();

    Letter read(GetResponse message) {
        String id = message.getProps().getMessageId();
        String reason = text(message, "x-nacento-reason");
        int attempts = number(message, "x-nacento-attempts");
        Instant since = message.getProps().getTimestamp() == null ? null : message.getProps().getTimestamp().toInstant();
        String content = Excerpt.of(start(message.getBody()), CONTENT_LENGTH);
        if (source(message) != null) {
            return new Letter(id, List.of(), reason, attempts, null, null, since, true, source(message), content);
        }
        try {
            MessageSubject subject = messages.subject(message.getBody());
            return new Letter(id, subject.skus(), reason, attempts, subject.bulkUuid(), subject.operationKey(), since, true, null,
                    content);
        } catch (UnreadableMessageException unreadable) {
            return new Letter(id, List.of(), reason == null ? unreadable.reason() : reason, attempts, null, null, since, false, null,
                    content);
        }
    }

    private static String start(byte[] body) {
        try (InputStream content = LargeBodies.open(body)) {
            return new String(content.readNBytes(CONTENT_BYTES), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a letter cannot be read", e);
        }
    }

    /** Whether it is the connector's own message of many SKUs. */
    boolean isOwnFormat(GetResponse message) {
        return messages.subject(message.getBody()).ownFormat();
    }

    /** The id of the message that it was, as which its request is known; {@code null} if it is known otherwise. */
    String requestMessageId(GetResponse message) {
        return text(message, "x-nacento-message-id");
    }

    /** Whose event it is; {@code null} if it is none. */
    String source(GetResponse message) {
        return text(message, EventHeaders.SOURCE);
    }

    /** How often a quorum queue has put it back; 0 on others. */
    int deliveries(GetResponse message) {
        return number(message, ReceivedMessage.DELIVERIES);
    }

    private static int number(GetResponse message, String header) {
        String text = text(message, header);
        return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    private static String text(GetResponse message, String header) {
        Map<String, Object> headers = message.getProps().getHeaders();
        Object value = headers == null ? null : headers.get(header);
        return value == null ? null : value.toString();
    }
}
