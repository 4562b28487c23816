package com.nacento.connector.client;

import com.fasterxml.jackson.databind.JsonNode;

/** What a change of a dry run is about. */
public enum ChangeKind {

    NEW("new images"),
    REMOVED("removed"),
    REPOINTED("repointed"),
    LABEL("labels"),
    POSITION("positions"),
    DISABLED("disabled"),
    ETAG("ETags"),
    ROLE("roles"),
    ROLE_LABEL("role labels"),
    OTHER("others");

    private final String title;

    ChangeKind(String title) {
        this.title = title;
    }

    static ChangeKind of(JsonNode change) {
        return switch (change.path("field").asText().replaceFirst(":.*", "")) {
            case "image" -> change.path("from").isNull() ? NEW : change.path("to").isNull() ? REMOVED : REPOINTED;
            case "label" -> LABEL;
            case "position" -> POSITION;
            case "disabled" -> DISABLED;
            case "etag" -> ETAG;
            case "role" -> ROLE;
            case "role_label" -> ROLE_LABEL;
            // a younger service may know more
            default -> OTHER;
        };
    }

    /** Before a number of them. */
    public String title() {
        return title;
    }
}
