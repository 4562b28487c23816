package com.nacento.connector.gallery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a request says of an image in one store view. A field that is {@code null} was not sent; one that is cleared was sent as null,
 * and the view then has what all stores have.
 *
 * @param cleared of {@code label}, {@code position}, {@code disabled}, {@code roles}
 * @param roles   the attribute codes that it claims in the view
 */
public record ImageInStore(Set<String> cleared, String label, Long position, Boolean disabled, List<String> roles) {

    /** The names of the fields. */
    public static final Set<String> FIELDS = Set.of("label", "position", "disabled", "roles");
    /** Whatever the view has of its own goes. */
    public static final ImageInStore NOTHING_OF_ITS_OWN = new ImageInStore(FIELDS, null, null, null, null);

    public ImageInStore {
        cleared = Set.copyOf(cleared);
        roles = roles == null ? null : List.copyOf(roles);
    }

    /** Whether it says something of a field. */
    public boolean says(String field) {
        return cleared.contains(field) || switch (field) {
            case "label" -> label != null;
            case "position" -> position != null;
            case "disabled" -> disabled != null;
            default -> roles != null;
        };
    }

    /** The same file in a further slot: the later one counts, but the roles are those of both, and the position is the lower one. */
    ImageInStore and(ImageInStore later) {
        Set<String> all = new LinkedHashSet<>(cleared);
        all.removeIf(later::says);
        all.addAll(later.cleared);
        boolean isHigher = position != null && later.position != null && position < later.position;
        List<String> both = roles == null || later.roles == null
                ? later.roles
                : Stream.of(roles, later.roles).flatMap(List::stream).distinct().toList();
        return new ImageInStore(all, later.says("label") ? later.label : label,
                later.says("position") && !isHigher ? later.position : position,
                later.says("disabled") ? later.disabled : disabled, later.says("roles") ? both : roles);
    }

    /** The same without the roles that others claim. */
    ImageInStore leavingRolesTo(List<ImageInStore> others) {
        return roles == null
                ? this
                : new ImageInStore(cleared, label, position, disabled, roles.stream()
                        .filter(role -> others.stream().noneMatch(other -> other.roles != null && other.roles.contains(role))).toList());
    }

    /** As callers write it. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (String field : List.of("label", "position", "disabled", "roles")) {
            if (cleared.contains(field)) {
                json.writeNullField(field);
            }
        }
        if (label != null) {
            json.writeStringField("label", label);
        }
        if (position != null) {
            json.writeNumberField("position", position);
        }
        if (disabled != null) {
            json.writeBooleanField("disabled", disabled);
        }
        if (roles != null) {
            json.writeArrayFieldStart("roles");
            for (String role : roles) {
                json.writeString(role);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** What {@link #write} has written. */
    static ImageInStore read(JsonNode stored) {
        Set<String> cleared = new LinkedHashSet<>();
        stored.fieldNames().forEachRemaining(field -> {
            if (FIELDS.contains(field) && stored.get(field).isNull()) {
                cleared.add(field);
            }
        });
        List<String> roles = stored.hasNonNull("roles") ? new ArrayList<>() : null;
        stored.path("roles").forEach(role -> roles.add(role.asText()));
        return new ImageInStore(cleared, stored.hasNonNull("label") ? stored.get("label").asText() : null,
                stored.hasNonNull("position") ? stored.get("position").asLong() : null,
                stored.hasNonNull("disabled") ? stored.get("disabled").asBoolean() : null, roles);
    }
}
