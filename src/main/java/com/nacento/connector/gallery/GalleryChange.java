package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * One difference that a sync would write.
 *
 * @param image path of the image
 * @param field {@code image} (from null: new; to null: removed; two paths: its file is another one), {@code label}, {@code position},
 *              {@code disabled}, {@code etag}, {@code role:<code>} or {@code role_label:<code>}
 * @param store code of the store view, {@code admin} for all stores
 * @param from  what it is, as requests write it, or {@code null}
 * @param to    what it becomes, or {@code null}
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record GalleryChange(
        @JsonProperty("image") String image,
        @JsonProperty("field") String field,
        @JsonProperty("store") String store,
        @JsonProperty("from") Object from,
        @JsonProperty("to") Object to) {
}
