package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.ProductGallery.ValueRow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** A plan in the words of the API: what a dry run answers. It only reads what the plan has decided. */
final class PlannedChanges {

    static final String ALL_STORES = "admin";

    private final GalleryPlan plan;
    private final ProductGallery gallery;
    private final MagentoSchema shop;
    private final List<GalleryChange> changes = new ArrayList<>();

    private PlannedChanges(GalleryPlan plan, ProductGallery gallery, MagentoSchema shop) {
        this.plan = plan;
        this.gallery = gallery;
        this.shop = shop;
    }

    /** All differences, images first. */
    static List<GalleryChange> of(GalleryPlan plan, ProductGallery gallery, MagentoSchema shop) {
        PlannedChanges all = new PlannedChanges(plan, gallery, shop);
        plan.removed().forEach(image -> all.add(pathOf(image), "image", 0, all.whole(image, pathOf(image), image.value()), null));
        plan.images().stream().filter(image -> !image.isUnchanged()).forEach(all::addImage);
        all.addRoles();
        return all.changes;
    }

    /** The same for the same changes of the same product, in whichever order they are told, as long as new images have the same content. */
    static String name(GalleryPlan plan, long product, List<GalleryChange> changes) {
        Stream<GalleryChange> contents = plan.images().stream().filter(PlannedImage::isNew)
                .map(image -> new GalleryChange(image.path(), "etag", ALL_STORES, null, image.etag()));
        List<String> all = Stream.concat(changes.stream(), contents).map(change -> Rows.json(List.of(change))).sorted().toList();
        return UUID.nameUUIDFromBytes((product + Rows.json(all)).getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String pathOf(PlannedImage image) {
        return image.row().value() == null ? "" : ProductGallery.inMagentosForm(image.row().value());
    }

    private void addImage(PlannedImage image) {
        String path = image.path();
        if (image.isNew()) {
            Map<String, Object> whole = whole(path, image.label(), image.position(), image.disabled());
            whole.put("roles", rolesOf(path, true));
            add(path, "image", 0, null, whole);
        } else {
            if (image.isOddlySpelt()) {
                add(path, "image", 0, image.row().value(), path);
            }
            ValueRow before = image.value();
            addIfOther(path, "label", 0, before == null ? null : before.label(), image.label());
            addIfOther(path, "position", 0, before == null ? null : before.position(), image.position());
            addIfOther(path, "disabled", 0, before == null ? null : before.disabled(), image.disabled());
            if (image.etagDiffers()) {
                add(path, "etag", 0, image.storedETag(), image.etag());
            }
        }
        for (StoreValue there : image.inStores()) {
            ValueRow before = there.row();
            addIfOther(path, "label", there.store(), before == null ? null : before.label(), there.label());
            addIfOther(path, "position", there.store(), before == null ? null : before.position(), there.position());
            addIfOther(path, "disabled", there.store(), before == null ? null : before.disabled(), there.disabled());
        }
    }

    private void addRoles() {
        shop.roles().forEach((role, attribute) -> {
            if (plan.attributes().containsKey(attribute)) {
                addRole("role:" + role, 0, gallery.attribute(attribute), plan.attributes().get(attribute));
            }
            addLabel(role, attribute);
        });
        plan.attributesInStores().forEach((place, value) -> {
            String before = gallery.attributes().getOrDefault(place.attribute(), Map.of()).get(place.store());
            shop.roles().entrySet().stream().filter(role -> role.getValue() == place.attribute())
                    .forEach(role -> addRole("role:" + role.getKey(), place.store(), before, value));
            shop.roleLabels().entrySet().stream().filter(role -> role.getValue() == place.attribute()).forEach(
                    role -> add(String.valueOf(holder(role.getKey(), place.store())), "role_label:" + role.getKey(), place.store(), before,
                            value));
        });
    }

    private void addLabel(String role, int attribute) {
        Integer label = shop.roleLabels().get(role);
        if (label != null && plan.attributes().containsKey(label)) {
            String holder = plan.attributes().getOrDefault(attribute, gallery.attribute(attribute));
            add(selected(holder) == null ? String.valueOf(selected(gallery.attribute(attribute))) : holder, "role_label:" + role, 0,
                    gallery.attribute(label), plan.attributes().get(label));
        }
    }

    private void addRole(String field, int store, String before, String after) {
        String from = selected(before);
        String to = selected(after);
        add(to == null ? from : to, field, store, from, to);
    }

    /** Which image has the role in a store afterwards, or had it before. */
    private String holder(String role, int store) {
        int attribute = shop.roles().get(role);
        String after = plan.attributesInStores().get(new ImageRoles.Place(attribute, store));
        return selected(after) == null ? selected(gallery.attributes().getOrDefault(attribute, Map.of()).get(store)) : after;
    }

    private static String selected(String value) {
        return value == null || value.isEmpty() || value.equals(ImageRoles.NO_SELECTION) ? null : value;
    }

    private Map<String, Object> whole(PlannedImage image, String path, ValueRow value) {
        Map<String, Object> whole = value == null
                ? whole(path, null, null, false)
                : whole(path, value.label(), value.position(), value.disabled());
        whole.put("roles", rolesOf(path, false));
        return whole;
    }

    private static Map<String, Object> whole(String path, String label, Long position, boolean disabled) {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("file_path", path);
        whole.put("label", label);
        whole.put("position", position);
        whole.put("disabled", disabled);
        return whole;
    }

    private List<String> rolesOf(String path, boolean afterwards) {
        return shop.roles().entrySet().stream().filter(role -> {
            String before = gallery.attribute(role.getValue());
            String value = afterwards ? plan.attributes().getOrDefault(role.getValue(), before) : before;
            return value != null && path.equals(ProductGallery.inMagentosForm(value));
        }).map(Map.Entry::getKey).toList();
    }

    private void addIfOther(String image, String field, int store, Object from, Object to) {
        if (!Objects.equals(from, to)) {
            add(image, field, store, from, to);
        }
    }

    private void add(String image, String field, int store, Object from, Object to) {
        changes.add(new GalleryChange(image, field, code(store), from, to));
    }

    private String code(int store) {
        if (store == 0) {
            return ALL_STORES;
        }
        for (Map.Entry<String, Integer> view : shop.stores().entrySet()) {
            if (view.getValue() == store) {
                return view.getKey();
            }
        }
        return Integer.toString(store);
    }
}
