package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImagePathRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The images of one item, read and checked one by one. The same image twice: the last one stands, where it stands, since
 * the order of images decides their positions and who gets a role.
 */
final class ItemImages {

    private final Map<String, GalleryImage> byPath = new LinkedHashMap<>();
    private final Set<String> duplicates = new LinkedHashSet<>();
    private int count;
    private InvalidItemException firstProblem;

    private ItemImages() {
    }

    /** Reads the array that the parser stands on, to its end. */
    static ItemImages read(JsonParser json, ImagePathRules paths, int maxImages, UnknownFields unknown) throws IOException {
        ItemImages images = new ItemImages();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            images.count++;
            if (images.count > maxImages) {
                JsonValue.skip(json);
            } else {
                images.readImage(json, paths, unknown);
            }
        }
        if (images.count > maxImages) {
            images.firstProblem = new InvalidItemException("images: must not be more than " + maxImages + ", not " + images.count);
        }
        return images;
    }

    private void readImage(JsonParser json, ImagePathRules paths, UnknownFields unknown) throws IOException {
        String place = "images[" + (count - 1) + "]";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            JsonValue.skip(json);
            problem(new InvalidItemException(place + ": must be an object"));
            return;
        }
        ImageFields fields = ImageFields.read(json, unknown);
        try {
            add(fields.checked(paths));
        } catch (InvalidItemException broken) {
            problem(new InvalidItemException(place + "." + broken.detail()));
        }
    }

    private void add(GalleryImage image) {
        if (byPath.remove(image.filePath()) != null) {
            duplicates.add(image.filePath());
        }
        byPath.put(image.filePath(), image);
    }

    private void problem(InvalidItemException problem) {
        if (firstProblem == null) {
            firstProblem = problem;
        }
    }

    /** @throws InvalidItemException what is wrong with the first image that is wrong, or with their number */
    List<GalleryImage> checked() {
        if (firstProblem != null) {
            throw firstProblem;
        }
        return new ArrayList<>(byPath.values());
    }

    /** One {@code duplicate_image: /m/y/a.jpg} for each image that was named more than once. */
    List<String> warnings() {
        return duplicates.stream().map(path -> "duplicate_image: " + path).toList();
    }
}
