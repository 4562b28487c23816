package com.nacento.connector.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.bulk.BulkSubmission;
import com.nacento.connector.bulk.Bulks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a source wants, gathered, for some products.
 *
 * @param source whose images they are
 * @param items  in the order in which they came
 */
public record SourceItems(String source, List<SourceItem> items) {

    /** A bulk's items are in memory while it is submitted. */
    static final int MOST_ITEMS = 5_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    public SourceItems {
        items = List.copyOf(items);
    }

    /** The codes of product models among the SKUs: as JSON, the parameter of {@code find-products}. */
    String modelsAsJson() {
        ArrayNode codes = JsonNodeFactory.instance.arrayNode();
        models().forEach(item -> codes.add(item.sku()));
        return codes.toString();
    }

    /** Whether there are any. */
    public boolean hasModels() {
        return !models().isEmpty();
    }

    private List<SourceItem> models() {
        return items.stream().filter(SourceItem::isModel).toList();
    }

    /**
     * The same without models that are no products.
     *
     * @param rows of {@code find-products}, for the models
     */
    SourceItems withProducts(List<Map<String, Object>> rows) {
        List<SourceItem> models = models();
        Set<String> there = rows.stream().filter(row -> row.get("product_id") != null)
                .filter(row -> isSame(models.get(((Number) row.get("item")).intValue()).sku(), (String) row.get("sku")))
                .map(row -> models.get(((Number) row.get("item")).intValue()).sku()).collect(Collectors.toSet());
        return new SourceItems(source, items.stream().filter(item -> !item.isModel() || there.contains(item.sku())).toList());
    }

    /** As a SKU is understood everywhere: what only the database finds equal is another one. */
    private static boolean isSame(String sku, String has) {
        return sku.strip().equalsIgnoreCase(has.strip());
    }

    /**
     * The bulks that these items are. A product is in each of them once: what is wanted for it first is not to be lost, since what is
     * wanted later may not say all.
     */
    List<BulkSubmission> submissions(Bulks bulks) {
        Map<String, Integer> times = new HashMap<>();
        Map<Integer, List<SourceItem>> parts = new TreeMap<>();
        for (SourceItem item : items) {
            int turn = times.merge(item.sku(), 1, Integer::sum);
            parts.computeIfAbsent(turn, key -> new ArrayList<>()).add(item);
        }
        List<BulkSubmission> submissions = new ArrayList<>();
        for (List<SourceItem> part : parts.values()) {
            for (int from = 0; from < part.size(); from += MOST_ITEMS) {
                submissions.add(submission(part.subList(from, Math.min(from + MOST_ITEMS, part.size())), bulks));
            }
        }
        return submissions;
    }

    private BulkSubmission submission(List<SourceItem> part, Bulks bulks) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("request_id", source);
        request.put("source", source);
        ArrayNode array = request.putArray("items");
        part.forEach(item -> array.add(item.json()));
        // not collected by streams, which take no nulls
        List<Instant> eventTimes = new ArrayList<>();
        part.forEach(item -> eventTimes.add(item.time()));
        return bulks.ofSource(bytes(request), eventTimes, source);
    }

    private static byte[] bytes(ObjectNode request) {
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }
}
