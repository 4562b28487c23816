package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The images of one item, read and checked one by one. The same image twice: the last one stands, where it stands, since
 * the order of images decides their positions and who gets a role; in two slots it is one image that has both.
 */
final class ItemImages {

    private final Map<String, GalleryImage> byPath = new LinkedHashMap<>();
    private final Set<String> duplicates = new LinkedHashSet<>();
    private final Set<String> slots = new HashSet<>();
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
        for (String slot : image.slots()) {
            if (!slots.add(slot)) {
                throw new InvalidItemException("was given more than once: " + Excerpt.quoted(slot)).at("slot");
            }
        }
        GalleryImage before = byPath.get(image.filePath());
        if (before != null && !before.slots().isEmpty() && !image.slots().isEmpty()) {
            byPath.put(image.filePath(), before.and(image));
        } else {
            if (byPath.remove(image.filePath()) != null) {
                duplicates.add(image.filePath());
            }
            byPath.put(image.filePath(), image);
        }
    }

    private void problem(InvalidItemException problem) {
        if (firstProblem == null) {
            firstProblem = problem;
        }
    }

    /**
     * The images.
     *
     * @param terms how the item is meant
     * @throws InvalidItemException what is wrong with the first image that is wrong, with their number, or with a slot
     */
    List<GalleryImage> checked(RequestTerms terms) {
        if (firstProblem != null) {
            throw firstProblem;
        }
        if (terms.store() != null && byPath.values().stream().anyMatch(image -> !image.stores().isEmpty())) {
            throw new InvalidItemException("cannot be given where the address names the store view " + terms.store()).at("stores");
        }
        for (String empty : terms.emptySlots()) {
            if (slots.contains(empty)) {
                throw new InvalidItemException("an image is given for " + Excerpt.quoted(empty)).at("empty_slots");
            }
        }
        return new ArrayList<>(byPath.values());
    }

    /** One {@code duplicate_image: /m/y/a.jpg} for each image that was named more than once. */
    List<String> warnings() {
        return duplicates.stream().map(path -> "duplicate_image: " + path).toList();
    }
}
