package com.nacento.connector.operation;

import static com.nacento.connector.gallery.OperationStatus.COMPLETE;
import static com.nacento.connector.gallery.OperationStatus.FAILED;
import static com.nacento.connector.gallery.OperationStatus.OPEN;
import static com.nacento.connector.gallery.OperationStatus.REJECTED;
import static com.nacento.connector.gallery.OperationStatus.RETRIABLY_FAILED;

import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.gallery.SyncError;
import java.util.List;
import java.util.Map;

/** One SKU of a message: what is known of it, and how far it is. States are Magento's operation statuses. */
final class MessageItem {

    private final int index;
    private final GalleryItem item;
    private final Integer key;
    private Long requestId;
    private String submittedAt;
    private String bulkStartedAt;
    private Long operationId;
    private Integer known;
    private int state = OPEN;
    private String message;
    private boolean unreported;

    /** @param hopeless why it need not be tried at all, or {@code null} */
    MessageItem(int index, GalleryItem item, Integer key, SyncError hopeless) {
        this.index = index;
        this.item = item;
        this.key = key;
        if (hopeless != null) {
            end(FAILED, hopeless);
        }
    }

    /** Takes what the tables know of it. What is complete or was rejected is not done again. */
    void known(List<Map<String, Object>> rows, MessageIdentity identity, boolean operation, boolean firstLook) {
        rows.forEach(row -> {
            bulkStartedAt = Rows.text(row, "bulk_started_at");
            operationId = Rows.number(row, "operation_id");
        });
        identity.choose(rows, operation, firstLook).ifPresent(row -> {
            requestId = Rows.number(row, "request_id");
            submittedAt = Rows.text(row, "submitted_at");
            known = Rows.number(row, "state").intValue();
            if (known == COMPLETE || known == REJECTED) {
                state = known;
                unreported = false;
            }
        });
    }

    void took(SkuResult result, boolean lastTry) {
        if (result == null) {
            end(COMPLETE, "duplicate_sku: a later item of this message is for the same product and stands");
        } else if (result.failure() == null) {
            state = COMPLETE;
        } else if (!result.failure().code().retriable()) {
            end(FAILED, result.failure());
        } else if (lastTry) {
            end(RETRIABLY_FAILED, result.failure());
        }
    }

    void end(int endState, SyncError error) {
        end(endState, error.toString());
    }

    private void end(int endState, String endMessage) {
        state = endState;
        message = endMessage;
        unreported = true;
    }

    void reported() {
        unreported = false;
    }

    int index() {
        return index;
    }

    GalleryItem item() {
        return item;
    }

    String sku() {
        return item.sku();
    }

    Integer key() {
        return key;
    }

    Long requestId() {
        return requestId;
    }

    String submittedAt() {
        return submittedAt;
    }

    /** When its bulk began, or {@code null}: then it counts from when it is first received. */
    String bulkStartedAt() {
        return bulkStartedAt;
    }

    /** The id of its row in {@code magento_operation}, or {@code null} if that is not known. */
    Long operationId() {
        return operationId;
    }

    int state() {
        return state;
    }

    String message() {
        return message;
    }

    boolean isOperationOf(String bulkUuid) {
        return bulkUuid != null && key != null;
    }

    /** There is a bulk in which its status can be kept. */
    boolean hasStatusRow(String bulkUuid) {
        return isOperationOf(bulkUuid) && bulkStartedAt != null;
    }

    boolean isUnknown() {
        return state == OPEN && requestId == null;
    }

    /** Its status is kept in a row that must be looked for, and written if Magento has not written it. */
    boolean isUnlinked(String bulkUuid) {
        return state == OPEN && hasStatusRow(bulkUuid) && operationId == null;
    }

    boolean failedBefore() {
        return state == OPEN && known != null && (known == RETRIABLY_FAILED || known == FAILED);
    }

    boolean isDue() {
        return state == OPEN;
    }

    boolean isUnreported() {
        return unreported;
    }
}
