package com.nacento.connector.message;

import com.nacento.connector.database.Rows;
import com.nacento.connector.message.GalleryMessage.Operation;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.queue.ReceivedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * By what a message is known again when it is delivered once more: its own id, or else its content. Two messages without an
 * id may have the same content and still be two; then only the broker's word "redelivered" tells that one of them is back.
 */
final class MessageIdentity {

    private final String id;
    private final boolean ownId;
    private final boolean redelivered;
    private final byte[] body;
    private final String bulkUuid;
    private final int items;

    /**
     * A request that was written down when its message came, which is gone.
     *
     * @param id       of the message, or {@code null} if it is known as an operation
     * @param bulkUuid the bulk that it is an operation of, or {@code null}
     */
    MessageIdentity(String id, String bulkUuid) {
        this.id = id;
        this.ownId = true;
        this.redelivered = true;
        this.body = null;
        this.bulkUuid = bulkUuid;
        this.items = 1;
    }

    /**
     * @param bulkUuid the bulk that it names, or {@code null}
     * @param items    how many SKUs it brings
     */
    MessageIdentity(ReceivedMessage message, String bulkUuid, int items) {
        String messageId = message.messageId();
        this.ownId = messageId != null && !messageId.isEmpty() && messageId.length() <= 255;
        this.id = ownId ? messageId : "sha256:" + sha256(message.body());
        this.redelivered = message.redelivered();
        this.body = message.body();
        this.bulkUuid = bulkUuid;
        this.items = items;
    }

    String id() {
        return id;
    }

    String bulkUuid() {
        return bulkUuid;
    }

    /**
     * Up to which id the rows that were found for an item, before anything of this delivery was written down, are those of other
     * messages that are alike.
     *
     * @param operation whether the rows were found by an operation's key, which is unique
     */
    long others(List<Map<String, Object>> rows, boolean operation) {
        boolean mayBeKnown = operation || ownId || redelivered;
        return mayBeKnown ? 0 : own(rows, 0).map(row -> Rows.number(row, "request_id")).orElse(0L);
    }

    /** Which of the rows found for an item is its own, if it has been written down: the youngest behind those of others. */
    static Optional<Map<String, Object>> own(List<Map<String, Object>> rows, long others) {
        return rows.stream().filter(row -> row.get("request_id") != null && Rows.number(row, "request_id") > others)
                .max(Comparator.comparing((Map<String, Object> row) -> Rows.number(row, "request_id")));
    }

    /**
     * The bodies for single SKUs of the message, by their places: as it came if there is no other, so that nothing of it is lost.
     * The message is gone through once for all of them; of one that is gone they are written anew.
     */
    Map<Integer, byte[]> bodiesOf(List<MessageItem> wanted, OperationFormat format) {
        Map<Integer, byte[]> bodies = new HashMap<>();
        if (items == 1 && body != null) {
            bodies.put(wanted.get(0).place(), body);
            return bodies;
        }
        Set<Integer> raw = body == null
                ? Set.of()
                : wanted.stream().filter(item -> !item.isOperation()).map(MessageItem::place).collect(Collectors.toSet());
        if (!raw.isEmpty()) {
            bodies.putAll(GalleryMessageReader.rawItems(body, raw));
        }
        for (MessageItem item : wanted) {
            bodies.computeIfAbsent(item.place(), place -> item.isOperation()
                    ? format.writer().writeOperations(bulkUuid, List.of(new Operation(item.key(), item.item())))
                    : format.writer().writeSerializedData(item.item()).getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }

    /** As which a message for one of the SKUs alone is known again, or {@code null}: as an operation, or not at all. */
    String idOf(MessageItem item) {
        return items == 1 && !item.isOperation() && (body != null || item.place() == 0) ? id : null;
    }

    private static String sha256(byte[] body) {
        try {
            DigestInputStream content = new DigestInputStream(LargeBodies.open(body), MessageDigest.getInstance("SHA-256"));
            content.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(content.getMessageDigest().digest());
        } catch (IOException e) {
            throw new UncheckedIOException("a message cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
