package com.nacento.connector.deadletters;

import java.time.Instant;
import java.util.List;

/**
 * A dead letter as it lies in {@code <topic>.dead}.
 *
 * @param id           its message id, or {@code null}: letters that the connector writes have one
 * @param skus         what it is about, one SKU unless others put it there; empty if nobody can tell
 * @param reason       {@code code: detail}; {@code null} if it does not say
 * @param attempts     how often it was tried; 0 if it does not say
 * @param bulkUuid     the bulk that keeps its status, or {@code null}
 * @param operationKey its number in the bulk, or {@code null}
 * @param since        when it was published, or {@code null} if it does not say
 * @param understood   whether the connector can tell what it asks for, and so could process it
 * @param source       whose event it is, or {@code null} if it is none
 * @param content      the beginning of the message, on one line
 */
public record Letter(String id, List<String> skus, String reason, int attempts, String bulkUuid, Long operationKey, Instant since,
        boolean understood, String source, String content) {

    public Letter {
        skus = List.copyOf(skus);
    }

    /** The code of the reason: {@code storage_unavailable}; {@code ""} if there is no reason. */
    public String code() {
        return reason == null ? "" : reason.replaceFirst(":.*", "").strip();
    }
}
