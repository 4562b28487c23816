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
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the tables should say of one product for all stores. Written anew from the documented behaviour, and on purpose without
 * any of the connector's classes: it is what they are held against.
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

    /** An image as the tables have it; without quotes around the ETag. */
    record Image(String label, Long position, boolean disabled, String etag) {

        @Override
        public String toString() {
            return "[" + label + ", " + position + (disabled ? ", disabled" : "") + ", " + etag + "]";
        }
    }

    /**
     * What a request says of an image; {@code null}: nothing.
     *
     * @param label empty clears it
     */
    record Wanted(String path, String label, Long position, Boolean disabled, List<String> roles) {
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

    /**
     * The gallery after one request was processed.
     *
     * @param bucket path to ETag of all objects there are
     * @param last   the highest position amongst the product's images that no request names, or {@link #ANYWHERE}
     */
    ModelGallery after(List<Wanted> request, Map<String, String> bucket, long last) {
        SortedMap<String, Image> now = new TreeMap<>(images);
        Map<String, String> claims = new LinkedHashMap<>();
        Map<String, Image> before = new LinkedHashMap<>();
        for (Wanted wanted : request) {
            String etag = bucket.get(wanted.path());
            if (etag == null) {
                continue;
            }
            Image old = now.get(wanted.path());
            before.put(wanted.path(), old);
            String label = wanted.label() == null ? old == null ? null : old.label() : wanted.label().isEmpty() ? null : wanted.label();
            Long position = wanted.position() != null
                    ? wanted.position()
                    : old != null ? old.position() : Long.valueOf(last == ANYWHERE ? ANYWHERE : highest(now, last) + 1);
            boolean disabled = wanted.disabled() != null ? wanted.disabled() : old != null && old.disabled();
            now.put(wanted.path(), new Image(label, position, disabled, etag));
            wanted.roles().forEach(role -> claims.put(role, wanted.path()));
        }
        SortedMap<String, String> held = new TreeMap<>(roles);
        SortedMap<String, String> shown = new TreeMap<>(labels);
        ROLES.forEach((role, hasLabel) -> {
            String holder = claims.getOrDefault(role, held.get(role));
            if (holder == null || !before.containsKey(holder)) {
                return;
            }
            boolean moves = !holder.equals(held.put(role, holder));
            String label = now.get(holder).label();
            boolean relabelled = !Objects.equals(label, before.get(holder) == null ? null : before.get(holder).label());
            if (hasLabel && (moves || relabelled)) {
                if (label == null) {
                    shown.remove(role);
                } else {
                    shown.put(role, label);
                }
            }
        });
        return new ModelGallery(now, held, shown);
    }

    /** Whether another gallery is the same but for images that may be anywhere here. */
    boolean allows(ModelGallery found) {
        SortedMap<String, Image> placed = new TreeMap<>(found.images);
        placed.replaceAll((path,
                image) -> images.containsKey(path) && Objects.equals(images.get(path).position(), ANYWHERE) && image.position() != null
                        ? new Image(image.label(), ANYWHERE, image.disabled(), image.etag())
                        : image);
        return equals(new ModelGallery(placed, found.roles, found.labels));
    }

    /**
     * Whether something of a product differs that must have moved its {@code updated_at}: all but an ETag that was learnt for the first
     * time.
     */
    boolean isChangedSince(ModelGallery before) {
        SortedMap<String, Image> known = new TreeMap<>(images);
        known.replaceAll((path, image) -> before.images.containsKey(path) && before.images.get(path).etag() == null
                ? new Image(image.label(), image.position(), image.disabled(), null)
                : image);
        return !new ModelGallery(known, roles, labels).equals(before);
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

    private static long highest(Map<String, Image> images, long last) {
        return Math.max(last,
                images.values().stream().map(Image::position).filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0));
    }
}
