package com.nacento.connector.client;

/**
 * How a file is sent.
 *
 * @param async    through the queue
 * @param plan     gets what would be written, and nothing is; {@code null}: it is no dry run
 * @param bulkSize items of a bulk at most
 * @param inFlight bulks under way at once
 */
public record Sending(boolean async, Plan plan, int bulkSize, int inFlight) {

    boolean isDryRun() {
        return plan != null;
    }
}
