package com.nacento.connector.message;

import static com.nacento.connector.gallery.OperationStatus.AWAITING;
import static com.nacento.connector.gallery.OperationStatus.COMPLETE;
import static com.nacento.connector.gallery.OperationStatus.FAILED;
import static com.nacento.connector.gallery.OperationStatus.OPEN;
import static com.nacento.connector.gallery.OperationStatus.REJECTED;
import static com.nacento.connector.gallery.OperationStatus.RETRIABLY_FAILED;

import com.nacento.connector.database.Rows;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.SyncError.Code;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.SkuResult;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** One SKU of a message: what is known of it, and how far it is. States are Magento's operation statuses. */
final class MessageItem {

    private final MessageIdentity message;
    private final GalleryItem item;
    private final GalleryItem asked;
    private final boolean awaited;
    private final Long key;
    private Long requestId;
    private String submittedAt;
    private String bulkStartedAt;
    private Long operationId;
    /** Up to this id the rows are those of others; {@code null} before the first look. */
    private Long others;
    private boolean failedBefore;
    private OperationStatus state = OPEN;
    private String outcome;
    private int tries;
    private int refusals;
    private boolean unreported;
    private boolean waitUnreported;
    private boolean lettered;

    /**
     * One that has waited for objects of the bucket and is due again.
     *
     * @param item  its index is its place in its message, from 0
     * @param asked what is to be looked at now
     * @param row   its row
     */
    MessageItem(MessageIdentity message, GalleryItem item, GalleryItem asked, Long key, Long row) {
        this.message = message;
        this.item = item;
        this.asked = asked;
        this.key = key;
        this.requestId = row;
        this.awaited = true;
    }

    /**
     * @param item     its index is its place in its message, from 0
     * @param hopeless why it need not be tried at all, or {@code null}
     */
    MessageItem(MessageIdentity message, GalleryItem item, Long key, SyncError hopeless) {
        this.message = message;
        this.item = item;
        this.asked = item;
        this.key = key;
        this.awaited = false;
        if (hopeless != null) {
            end(FAILED, hopeless);
        }
    }

    /**
     * Takes what the tables know of it. What is complete or was rejected is not done again, and what waits for objects of the bucket is
     * not asked for by a message that is delivered once more.
     */
    void known(List<Map<String, Object>> found) {
        List<Map<String, Object>> rows = awaited
                ? found.stream().filter(row -> requestId.equals(Rows.number(row, "request_id"))).toList()
                : found;
        others = others == null ? Long.valueOf(message.others(rows, isOperation())) : others;
        rows.forEach(row -> {
            bulkStartedAt = Rows.text(row, "bulk_started_at");
            operationId = Rows.number(row, "operation_id");
        });
        MessageIdentity.own(rows, others).ifPresent(row -> {
            requestId = Rows.number(row, "request_id");
            submittedAt = Rows.text(row, "submitted_at");
            int known = Rows.number(row, "state").intValue();
            failedBefore = RETRIABLY_FAILED.is(known) || FAILED.is(known);
            if (COMPLETE.is(known) || REJECTED.is(known)) {
                state = COMPLETE.is(known) ? COMPLETE : REJECTED;
                unreported = false;
            } else if (AWAITING.is(known) && !awaited) {
                state = AWAITING;
            }
        });
        if (awaited && rows.isEmpty()) {
            // its row is gone, and with it all that was to be done
            state = REJECTED;
            unreported = false;
        }
    }

    /**
     * Takes the result of a try. There is none if another item stood for the same product: its work has taken this one along,
     * or has left it for the next round; the tables know.
     */
    void took(SkuResult result, int maxTries, Duration patience) {
        if (result == null) {
            return;
        }
        if (result.failure() != null && result.failure().code() == Code.PRODUCT_NOT_FOUND && mayWait(patience)) {
            state = AWAITING;
            waitUnreported = !awaited;
        } else if (result.failure() == null) {
            state = result.waits().awaited() == 0 ? COMPLETE : AWAITING;
        } else if (!result.failure().code().retriable()) {
            end(FAILED, result.failure());
        } else {
            tried(result.failure(), maxTries);
        }
    }

    /** A PIM tells of products that the shop is still to get: an event's request waits for them as for objects. */
    private boolean mayWait(Duration patience) {
        if (item.terms().eventTime() == null || asked.images().isEmpty()) {
            return false;
        }
        return LocalDateTime.parse(submittedAt.replace(' ', 'T')).plus(patience).isAfter(LocalDateTime.now(ZoneOffset.UTC));
    }

    /** That it waits for its product is still to be noted. */
    boolean isWaitUnreported() {
        return waitUnreported;
    }

    /** A try that failed, though another one might not: it is the last one at some point. */
    void tried(SyncError error, int maxTries) {
        tries++;
        if (tries >= maxTries) {
            end(RETRIABLY_FAILED, error);
        }
    }

    /**
     * The database refuses it, or that it is noted how it ended. The latter is given up at some point, once a dead letter says it:
     * first the note on Magento's page, then that on the request, which others would take along. What cannot be noted as waiting fails.
     */
    void refused(SyncError error, int maxTries) {
        if (isDue()) {
            tried(error, maxTries);
            return;
        }
        refusals++;
        if (waitUnreported && refusals >= maxTries) {
            waitUnreported = false;
            end(RETRIABLY_FAILED, error);
        }
        if (lettered && refusals > maxTries) {
            unreported = false;
        }
    }

    /** How it ended was refused so often that Magento's page is not told any more. */
    boolean isUntold(int maxTries) {
        return lettered && refusals >= maxTries;
    }

    /** A dead letter says how it ended, since nothing else does: no row in which its status is kept, or one that is refused. */
    boolean needsLetter() {
        return !lettered && (state == RETRIABLY_FAILED || state == FAILED && (!hasStatusRow() || refusals > 0));
    }

    private void end(OperationStatus endState, SyncError error) {
        state = endState;
        outcome = error.toString();
        unreported = true;
    }

    /** The broker has its dead letter. */
    void lettered() {
        lettered = true;
    }

    void reported() {
        unreported = false;
        waitUnreported = false;
    }

    MessageIdentity message() {
        return message;
    }

    /** Its place in its message, from 0. */
    int place() {
        return item.index();
    }

    /** The number by which the tables know it in its bulk or message. */
    long number() {
        return isOperation() ? key : place() + 1;
    }

    /** The bulk in which it is an operation, or {@code null}. */
    String bulkUuid() {
        return isOperation() ? message.bulkUuid() : null;
    }

    /** The message as which it is known, or {@code null} if it is known as an operation. */
    String messageId() {
        return isOperation() ? null : message.id();
    }

    GalleryItem item() {
        return item;
    }

    /** What is to be done of it now. */
    GalleryItem asked() {
        return asked;
    }

    String sku() {
        return item.sku();
    }

    Long key() {
        return key;
    }

    Long requestId() {
        return requestId;
    }

    String submittedAt() {
        return submittedAt;
    }

    /** When the event happened that it tells of, or its bulk began, or {@code null}: then it counts from when it is first received. */
    String wantedSince() {
        String happened = item.terms().eventTime();
        return happened == null ? bulkStartedAt : happened;
    }

    /** The id of its row in {@code magento_operation}, or {@code null} if that is not known. */
    Long operationId() {
        return operationId;
    }

    OperationStatus state() {
        return state;
    }

    /** Why it failed. */
    String outcome() {
        return outcome;
    }

    /** How often it was tried and failed. */
    int tries() {
        return tries;
    }

    boolean isOperation() {
        return message.bulkUuid() != null && key != null;
    }

    /** There is a bulk in which its status can be kept, and if it has no number in it, the row is known. */
    boolean hasStatusRow() {
        return bulkStartedAt != null && (isOperation() || operationId != null);
    }

    /** Its status has no row yet, and it has no number by which that could be found again. */
    boolean isUnnumbered() {
        return isUnknown() && bulkStartedAt != null && !isOperation() && operationId == null;
    }

    void numbered(Long id) {
        operationId = id;
    }

    boolean isUnknown() {
        return state == OPEN && requestId == null;
    }

    /** Its status is kept in a row that must be looked for, and written if Magento has not written it. */
    boolean isUnlinked() {
        return state == OPEN && hasStatusRow() && operationId == null;
    }

    boolean failedBefore() {
        return state == OPEN && failedBefore;
    }

    boolean isDue() {
        return state == OPEN;
    }

    boolean isUnreported() {
        return unreported;
    }

    /** That it ended, or waits, is still to be noted. */
    boolean isToBeReported() {
        return unreported || waitUnreported;
    }
}
