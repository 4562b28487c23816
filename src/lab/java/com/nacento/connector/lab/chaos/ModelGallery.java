package com.nacento.connector.lab.chaos;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tables should say of one product for all stores. What requests make of it is written in {@link ModelRequest}, on purpose
 * without any of the connector's classes: it is what they are held against.
 *
 * @param images by path; only those that requests may name
 * @param roles  role to path
 * @param labels role to its label; no entry: NULL, or no row at all
 */
record ModelGallery(SortedMap<String, Image> images, SortedMap<String, String> roles, SortedMap<String, String> labels) {

    /** The roles of a shop, and whether a label belongs to them. */
    static final Map<String, Boolean> ROLES = shopRoles();

    /** In place of the last position: a new image that its request gives none may be anywhere. */
    static final long ANYWHERE = -1;

    /** In place of a text that may be any. */
    static final String ANY = "(any)";

    /**
     * An image as the tables have it.
     *
     * @param disabled {@code null}: it may be either
     * @param etag     without quotes
     * @param view     its label in a store view, which belongs to the gallery row and goes with it
     * @param owners   who brought it, and in which slots
     */
    record Image(String label, Long position, Boolean disabled, String etag, String view, SortedMap<String, SortedSet<String>> owners) {

        @Override
        public String toString() {
            return "[" + label + ", " + position + (Boolean.TRUE.equals(disabled) ? ", disabled" : "") + ", " + etag
                    + (view == null ? "" : ", " + view) + ", of " + (owners.isEmpty() ? "nobody" : owners) + "]";
        }

        /** The same image, where this one says nothing for certain. */
        private Image asFarAsKnown(Image found) {
            return found == null
                    ? this
                    : new Image(ANY.equals(label) ? found.label : label,
                            Objects.equals(position, ANYWHERE) && found.position != null ? found.position : position,
                            disabled == null ? found.disabled : disabled, etag, ANY.equals(view) ? found.view : view,
                            isOpen() && owners.keySet().equals(found.owners.keySet()) ? found.owners : owners);
        }

        /** Also its slots are not known for certain. */
        private boolean isOpen() {
            return disabled == null || ANY.equals(label) || ANY.equals(view);
        }

        private Image silent(Image before) {
            return new Image(label, position, disabled, before != null && before.etag == null ? null : etag, view,
                    Collections.emptySortedMap());
        }
    }

    ModelGallery {
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    private static Map<String, Boolean> shopRoles() {
        Map<String, Boolean> roles = new LinkedHashMap<>();
        roles.put("image", true);
        roles.put("small_image", true);
        roles.put("thumbnail", true);
        roles.put("swatch_image", false);
        return roles;
    }

    /** The same, of which no more is known for certain than which images are there, and whose. */
    ModelGallery forgotten() {
        SortedMap<String, Image> open = new TreeMap<>(images);
        open.replaceAll((path, image) -> new Image(ANY, ANYWHERE, null, image.etag, ANY, image.owners));
        SortedMap<String, String> any = new TreeMap<>();
        ROLES.keySet().forEach(role -> any.put(role, ANY));
        SortedMap<String, String> anyLabel = new TreeMap<>(any);
        ROLES.forEach((role, hasLabel) -> anyLabel.keySet().removeIf(label -> label.equals(role) && !hasLabel));
        return new ModelGallery(open, any, anyLabel);
    }

    /** Whether another gallery is the same where this one says something for certain. */
    boolean allows(ModelGallery found) {
        SortedMap<String, Image> known = new TreeMap<>(images);
        known.replaceAll((path, image) -> image.asFarAsKnown(found.images.get(path)));
        return found.equals(new ModelGallery(known, asFarAsKnown(roles, found.roles), asFarAsKnown(labels, found.labels)));
    }

    private static SortedMap<String, String> asFarAsKnown(SortedMap<String, String> mine, SortedMap<String, String> found) {
        SortedMap<String, String> known = new TreeMap<>(mine);
        known.keySet().removeIf(role -> ANY.equals(mine.get(role)) && !found.containsKey(role));
        known.replaceAll((role, value) -> ANY.equals(value) ? found.get(role) : value);
        return known;
    }

    /**
     * Whether something of a product differs that must have moved its {@code updated_at}: all but an ETag that was learnt for the first
     * time, and who brought what.
     */
    boolean isChangedSince(ModelGallery before) {
        return !silent(before).equals(before.silent(before));
    }

    private ModelGallery silent(ModelGallery before) {
        SortedMap<String, Image> loud = new TreeMap<>(images);
        loud.replaceAll((path, image) -> image.silent(before.images.get(path)));
        return new ModelGallery(loud, roles, labels);
    }

    /** What differs from that of some galleries which is nearest, in words. */
    String differenceTo(Collection<ModelGallery> others) {
        return others.stream().map(this::differences).min(Comparator.comparing(List::size)).map(lines -> String.join("; ", lines))
                .orElse("nothing is permitted");
    }

    private List<String> differences(ModelGallery other) {
        List<String> lines = new ArrayList<>();
        compare("", images, other.images, lines);
        compare("role ", roles, other.roles, lines);
        compare("label of ", labels, other.labels, lines);
        return lines;
    }

    private static void compare(String what, Map<String, ?> found, Map<String, ?> wanted, List<String> lines) {
        Set<String> names = new TreeSet<>(found.keySet());
        names.addAll(wanted.keySet());
        names.stream().filter(name -> !Objects.equals(found.get(name), wanted.get(name)))
                .forEach(name -> lines.add(what + name + " is " + found.get(name) + ", should be " + wanted.get(name)));
    }
}
