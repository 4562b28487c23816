package com.nacento.connector.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.database.Rows;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who brought an image, and in which slots: source to slots, in the order of their names. Stored as JSON,
 * {@code {"erp":[],"pim":["image_1"]}}; a row without any is one that was brought before sources had names.
 */
public record Owners(Map<String, Set<String>> slots) {

    /** An image that no request has ever named. */
    static final Owners NOBODY = new Owners(Map.of());
    /** What a stored row says that says nothing. */
    static final Owners UNNAMED = NOBODY.with(RequestTerms.DEFAULT_SOURCE, Set.of());

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<TreeMap<String, TreeSet<String>>> FORM = new TypeReference<>() {
    };

    public Owners {
        slots = Collections.unmodifiableMap(new TreeMap<>(slots));
    }

    /** Of a row that a statement has read: of what the connector has noted, else of what the PHP module has. */
    public static Owners of(Map<String, Object> row) {
        return row.get("etag_record") != null ? read(Rows.text(row, "brought_by")) : row.get("module_record") != null ? UNNAMED : NOBODY;
    }

    /** @param stored {@code null}: the source without a name */
    static Owners read(String stored) {
        if (stored == null) {
            return UNNAMED;
        }
        try {
            return new Owners(Collections.unmodifiableMap(JSON.readValue(stored, FORM)));
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("stored owners of an image are damaged: " + stored, damaged);
        }
    }

    /** The stored form, or {@code null} for the source without a name. */
    String stored() {
        try {
            return equals(UNNAMED) ? null : JSON.writeValueAsString(slots);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    boolean include(String source) {
        return slots.containsKey(source);
    }

    /** The slots in which a source brought it. */
    Set<String> slotsOf(String source) {
        return slots.getOrDefault(source, Set.of());
    }

    /** Whether no request has ever named the image, or none holds on to it. */
    public boolean areNobody() {
        return slots.isEmpty();
    }

    /** Brought by this source as well, in these slots besides those it has. */
    Owners with(String source, Set<String> more) {
        if (include(source) && slotsOf(source).containsAll(more)) {
            return this;
        }
        Map<String, Set<String>> all = new TreeMap<>(slots);
        Set<String> both = new TreeSet<>(slotsOf(source));
        both.addAll(more);
        all.put(source, both);
        return new Owners(all);
    }

    /** This source has something else in the slot. */
    Owners withoutSlot(String source, String slot) {
        if (!slotsOf(source).contains(slot)) {
            return this;
        }
        Map<String, Set<String>> all = new TreeMap<>(slots);
        Set<String> left = new TreeSet<>(slotsOf(source));
        left.remove(slot);
        all.put(source, left);
        return new Owners(all);
    }

    /** This source lets go. */
    Owners without(String source) {
        Map<String, Set<String>> all = new TreeMap<>(slots);
        all.remove(source);
        return new Owners(all);
    }

    /** Both are the same image. */
    Owners and(Owners twin) {
        if (areNobody()) {
            return twin;
        }
        Owners all = this;
        for (Map.Entry<String, Set<String>> more : twin.slots.entrySet()) {
            all = all.with(more.getKey(), more.getValue());
        }
        return all;
    }
}
