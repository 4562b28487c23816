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
import java.util.stream.Stream;

/**
 * What the tables should say of one product. What requests make of it is written in {@link ModelRequest}, on purpose
 * without any of the connector's classes: it is what they are held against.
 *
 * @param images by path; only those that requests may name
 * @param roles  role to path, for all stores, and {@link #in} views that have their own
 * @param labels role to its label, likewise; no entry: NULL, or no row at all
 */
record ModelGallery(SortedMap<String, Image> images, SortedMap<String, String> roles, SortedMap<String, String> labels) {

    /** The roles of a shop, and whether a label belongs to them. */
    static final Map<String, Boolean> ROLES = shopRoles();

    /** The store views that requests speak of, and their ids. */
    static final SortedMap<String, Integer> VIEWS = new TreeMap<>(Map.of("default", 1, "de", 2));

    /** What an image may have of its own in a view. */
    static final List<String> FIELDS = List.of("label", "position", "disabled");

    /** In place of the last position: a new image that its request gives none may be anywhere. */
    static final long ANYWHERE = -1;

    /** In place of a text that may be any. */
    static final String ANY = "(any)";

    /**
     * An image as the tables have it.
     *
     * @param disabled {@code null}: it may be either
     * @param etag     without quotes
     * @param views    what it has of its own {@link #in} store views, by field: it belongs to the gallery row and goes with it
     * @param owners   who brought it, and in which slots
     */
    record Image(String label, Long position, Boolean disabled, String etag, SortedMap<String, String> views,
            SortedMap<String, SortedSet<String>> owners) {

        @Override
        public String toString() {
            return "[" + label + ", " + position + (Boolean.TRUE.equals(disabled) ? ", disabled" : "") + ", " + etag
                    + (views.isEmpty() ? "" : ", " + views) + ", of " + (owners.isEmpty() ? "nobody" : owners) + "]";
        }

        /** The same image, where this one says nothing for certain. */
        private Image asFarAsKnown(Image found) {
            return found == null
                    ? this
                    : new Image(ANY.equals(label) ? found.label : label,
                            Objects.equals(position, ANYWHERE) && found.position != null ? found.position : position,
                            disabled == null ? found.disabled : disabled, etag, ModelGallery.asFarAsKnown(views, found.views),
                            isOpen() && owners.keySet().equals(found.owners.keySet()) ? found.owners : owners);
        }

        /** Also its slots are not known for certain. */
        private boolean isOpen() {
            return disabled == null || ANY.equals(label) || views.containsValue(ANY);
        }

        private Image withoutOwners(Image begin, Image end) {
            SortedMap<String, SortedSet<String>> left = new TreeMap<>(owners);
            left.keySet().removeIf(owner -> begin.owners.containsKey(owner) && !end.owners.containsKey(owner));
            return new Image(label, position, disabled, etag, views, left);
        }

        private Image silent(Image before) {
            return new Image(label, position, disabled, before != null && before.etag == null ? null : etag, views,
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

    /** The key of a role, or of a field of an image, in a store view. */
    static String in(String view, String what) {
        return what + " in " + view;
    }

    /** All that an image may have in views, none of it known for certain. */
    static SortedMap<String, String> anyViews() {
        SortedMap<String, String> any = new TreeMap<>();
        VIEWS.keySet().forEach(view -> FIELDS.forEach(field -> any.put(in(view, field), ANY)));
        return any;
    }

    /** The same, of which no more is known for certain than which images are there, and whose. */
    ModelGallery forgotten() {
        SortedMap<String, Image> open = new TreeMap<>(images);
        open.replaceAll((path, image) -> new Image(ANY, ANYWHERE, null, image.etag, anyViews(), image.owners));
        SortedMap<String, String> any = new TreeMap<>();
        SortedMap<String, String> anyLabel = new TreeMap<>();
        ROLES.forEach((role, hasLabel) -> Stream.concat(Stream.of(role), VIEWS.keySet().stream().map(view -> in(view, role)))
                .forEach(place -> {
                    any.put(place, ANY);
                    if (hasLabel) {
                        anyLabel.put(place, ANY);
                    }
                }));
        return new ModelGallery(open, any, anyLabel);
    }

    /** The same, once some of its images, and their owners, have gone as they have between two others. */
    ModelGallery removedAs(ModelGallery begin, ModelGallery end, Set<String> paths) {
        SortedMap<String, Image> left = new TreeMap<>(images);
        left.keySet().removeIf(path -> paths.contains(path) && !end.images.containsKey(path));
        left.replaceAll(
                (path, image) -> paths.contains(path) ? image.withoutOwners(begin.images.get(path), end.images.get(path)) : image);
        return new ModelGallery(left, roles, labels);
    }

    /** Whether another gallery is the same where this one says something for certain. */
    boolean allows(ModelGallery found) {
        return found.equals(asFarAsKnown(found));
    }

    private ModelGallery asFarAsKnown(ModelGallery found) {
        SortedMap<String, Image> known = new TreeMap<>(images);
        known.replaceAll((path, image) -> image.asFarAsKnown(found.images.get(path)));
        return new ModelGallery(known, asFarAsKnown(roles, found.roles), asFarAsKnown(labels, found.labels));
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
        return others.stream().map(other -> differences(other.asFarAsKnown(this))).min(Comparator.comparing(List::size))
                .map(lines -> String.join("; ", lines))
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
