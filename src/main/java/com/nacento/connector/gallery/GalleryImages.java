package com.nacento.connector.gallery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** The images of a request as JSON, with only the fields that were sent: the form in which they wait and travel. */
public final class GalleryImages {

    private static final ObjectMapper JSON = new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final TypeReference<List<GalleryImage>> LIST = new TypeReference<>() { };

    private GalleryImages() {
    }

    public static String write(List<GalleryImage> images) {
        try {
            return JSON.writeValueAsString(images);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("images that JSON cannot hold", e);
        }
    }

    /** @throws IllegalArgumentException if the text is not what {@link #write} makes */
    public static List<GalleryImage> read(String json) {
        try {
            return JSON.readValue(json, LIST);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("nacento_gallery_request.images does not hold images: " + e.getOriginalMessage(), e);
        }
    }
}
