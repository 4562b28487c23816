package com.nacento.connector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.deadletters.Listing;
import com.nacento.connector.failure.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Dead letters as a table for people, and as JSON for programs. */
final class LetterTable {

    private static final int LONGEST_SKU = 64;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String queue;
    private final Listing listing;
    private final Instant now;

    LetterTable(String queue, Listing listing, Instant now) {
        this.queue = queue;
        this.listing = listing;
        this.now = now;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        if (!listing.letters().isEmpty()) {
            int skuWidth = Math.max(3, listing.letters().stream().mapToInt(letter -> sku(letter).length()).max().orElse(0));
            String row = "%-" + skuWidth + "s  %5s  %8s  %-36s  %s%n";
            text.append(String.format(Locale.ROOT, row, "SKU", "TRIES", "AGE", "BULK", "REASON"));
            for (Letter letter : listing.letters()) {
                text.append(String.format(Locale.ROOT, row, sku(letter), letter.attempts() == 0 ? "-" : letter.attempts(), age(letter),
                        letter.bulkUuid() == null ? "-" : letter.bulkUuid(),
                        letter.reason() == null ? "-" : Excerpt.of(letter.reason(), 255)));
            }
            text.append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "%,d in %s", listing.total(), queue));
        if (listing.total() > listing.letters().size()) {
            text.append(String.format(Locale.ROOT, ", %,d shown: --limit shows more", listing.letters().size()));
        }
        return text.toString();
    }

    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("queue", queue).put("total", listing.total());
        for (Letter letter : listing.letters()) {
            ObjectNode node = root.withArray("/letters").addObject();
            node.put("id", letter.id()).put("sku", letter.skus().isEmpty() ? null : String.join(", ", letter.skus()));
            node.put("reason", letter.reason()).put("attempts", letter.attempts()).put("bulk_uuid", letter.bulkUuid()).put("operation_id",
                    letter.operationKey());
            node.put("published_at", letter.since() == null ? null : letter.since().toString()).put("understood", letter.understood())
                    .put("content", letter.content());
        }
        if (listing.letters().isEmpty()) {
            root.putArray("letters");
        }
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a listing is always JSON", e);
        }
    }

    private static String sku(Letter letter) {
        List<String> skus = letter.skus();
        String first = skus.isEmpty() || skus.get(0).isEmpty() ? "-" : Excerpt.of(skus.get(0), LONGEST_SKU);
        return skus.size() > 1 ? first + " and " + (skus.size() - 1) + " more" : first;
    }

    private String age(Letter letter) {
        if (letter.since() == null) {
            return "-";
        }
        Duration age = Duration.between(letter.since(), now);
        if (age.toDays() > 0) {
            return age.toDays() + " d";
        }
        if (age.toHours() > 0) {
            return age.toHours() + " h";
        }
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }
}
