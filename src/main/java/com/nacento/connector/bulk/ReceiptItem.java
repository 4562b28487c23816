package com.nacento.connector.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.failure.SyncError;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What became of one item that was submitted for later.
 *
 * @param id           the operation's key, from 1, in the order of the items sent
 * @param dataHash     MD5 of the SKU's UTF-8 bytes in lower-case hex, as the PHP module computes it
 * @param status       {@code accepted} or {@code rejected}
 * @param errorMessage {@code code: detail} of a rejected item or of an accepted one that a later item supersedes, or {@code null}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ReceiptItem(
        @JsonProperty("id") int id,
        @JsonProperty("data_hash") String dataHash,
        @JsonProperty("status") String status,
        @JsonProperty("error_message") String errorMessage) {

    private static final String ACCEPTED = "accepted";
    private static final String REJECTED = "rejected";

    /** The item will be processed. */
    public static ReceiptItem accepted(int id, String sku) {
        return new ReceiptItem(id, md5(sku), ACCEPTED, null);
    }

    /** The item is taken, but a later one of the same request stands in its place. */
    public static ReceiptItem superseded(int id, String sku, int winnerId) {
        return new ReceiptItem(id, md5(sku), ACCEPTED, "duplicate_sku: item " + winnerId + " is for the same product and stands");
    }

    /** The item is wrong and will not be processed. */
    public static ReceiptItem rejected(int id, String sku, SyncError reason) {
        return new ReceiptItem(id, md5(sku), REJECTED, reason.toString());
    }

    boolean isRejected() {
        return REJECTED.equals(status);
    }

    private static String md5(String sku) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(sku.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has MD5", impossible);
        }
    }
}
