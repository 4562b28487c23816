package com.nacento.connector.gallery;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Images as the connector stores them for itself: a JSON array, already checked, with only the fields that were sent. */
public final class ImagesJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** A newer connector may have stored more than this one knows. */
    private static final ObjectReader READER = JSON.readerFor(new TypeReference<List<GalleryImage>>() {
    })
            .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private ImagesJson() {
    }

    /** The images as a JSON array. */
    public static String write(List<GalleryImage> images) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            write(json, images, UnaryOperator.identity());
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory", impossible);
        }
        return text.toString();
    }

    /**
     * The images again, taken as they are: their paths are Magento's values and must not be read as a caller's once more.
     *
     * @throws IllegalArgumentException if this is nothing that {@link #write(List)} has written
     */
    public static List<GalleryImage> read(String text) {
        try {
            List<GalleryImage> images = READER.readValue(text);
            if (images == null || images.stream().anyMatch(image -> image == null || image.filePath() == null)) {
                throw new IllegalArgumentException("stored images are damaged: there is an image without a path");
            }
            return List.copyOf(images);
        } catch (JsonProcessingException damaged) {
            throw new IllegalArgumentException("stored images are damaged", damaged);
        }
    }

    /**
     * The same into a larger document.
     *
     * @param filePath how a path is written for whoever reads it as a caller's
     */
    public static void write(JsonGenerator json, List<GalleryImage> images, UnaryOperator<String> filePath) throws IOException {
        json.writeStartArray();
        for (GalleryImage image : images) {
            json.writeStartObject();
            json.writeStringField("file_path", filePath.apply(image.filePath()));
            if (image.label() != null) {
                json.writeStringField("label", image.label());
            }
            if (image.disabled() != null) {
                json.writeBooleanField("disabled", image.disabled());
            }
            if (image.position() != null) {
                json.writeNumberField("position", image.position());
            }
            if (!image.roles().isEmpty()) {
                json.writeArrayFieldStart("roles");
                for (String role : image.roles()) {
                    json.writeString(role);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
