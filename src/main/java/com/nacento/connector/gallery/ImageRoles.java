package com.nacento.connector.gallery;

import com.nacento.connector.database.MagentoSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which image holds which role, and what the roles' labels say, as request after request is processed. A role that nobody
 * claims is left as it is, unless its image goes; a label follows its image when the role moves or when the label of its holder
 * changes, and not otherwise.
 */
final class ImageRoles {

    /** Magento's word for a role that no image has. */
    static final String NO_SELECTION = "no_selection";

    private static final int ALL_STORES = 0;
    private static final Set<Integer> NO_VIEWS = Set.of(ALL_STORES);

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    private final MagentoSchema ofProduct;
    /** Attribute id to the value it shall have; only what a request has set. */
    private final Map<Integer, String> wanted = new HashMap<>();
    /** The images that roles were taken from since they went; a request may still bring them back. */
    private final Map<Place, String> lost = new HashMap<>();
    /** The same for single stores; {@code null}: the store has no value of its own any more. */
    private final Map<Place, String> inStores = new TreeMap<>();

    /**
     * What a request says of an image's roles in one store view.
     *
     * @param wanted all that it says of the image there
     * @param roles  those of the roles that it gets
     * @param relabelled whether its label there is another one than before
     */
    record RolesInStore(PlannedImage image, int store, ImageInStore wanted, List<String> roles, boolean relabelled) {
    }

    /** A value of an attribute in a store. */
    record Place(int attribute, int store) implements Comparable<Place> {

        @Override
        public int compareTo(Place other) {
            return attribute == other.attribute ? Integer.compare(store, other.store) : Integer.compare(attribute, other.attribute);
        }
    }

    /**
     * What one request means for the roles.
     *
     * @param claims     role to the path of the image that gets it
     * @param named      the images that the request names, by path, already as it wants them
     * @param relabelled paths of those whose label it changes
     * @param heirs      old path to the image that has its roles now
     * @param repointed  those of the heirs that are the same row with another file
     * @param gone       paths of images that go
     * @param released   whether an image, by path, gives a role up that it holds
     */
    record Change(Map<String, String> claims, Map<String, PlannedImage> named, Set<String> relabelled, Map<String, PlannedImage> heirs,
            Set<PlannedImage> repointed, Set<String> gone, BiPredicate<String, String> released) {
    }

    /**
     * @param shop      all roles of the shop
     * @param ofProduct the roles that the product can have; of the others nothing is changed, but that an image that goes has none
     */
    ImageRoles(ProductGallery gallery, MagentoSchema shop, MagentoSchema ofProduct) {
        this.gallery = gallery;
        this.shop = shop;
        this.ofProduct = ofProduct;
    }

    /** Takes over what one request means for the roles. */
    void apply(Change change) {
        shop.roles().forEach((role, attribute) -> {
            String before = inMagentosForm(wanted.getOrDefault(attribute, gallery.attribute(attribute)));
            String claimed = change.claims().get(role);
            PlannedImage heir = before == null ? null : change.heirs().get(before);
            PlannedImage holder = claimed != null ? change.named().get(claimed) : heir != null ? heir : change.named().get(before);
            if (holder == null || heir == null && !ofProduct.roles().containsKey(role)) {
                if (change.gone().contains(before)) {
                    release(role, attribute);
                    lost.put(new Place(attribute, ALL_STORES), before);
                }
                return;
            }
            if (claimed == null && change.released().test(role, holder.path())) {
                release(role, attribute);
                return;
            }
            wanted.put(attribute, holder.path());
            lost.remove(new Place(attribute, ALL_STORES));
            // what counts is the row: its file may be another one, or that of the row that held the role
            boolean moves = change.repointed().contains(heir) ? holder != heir : !holder.path().equals(before);
            if (shop.roleLabels().containsKey(role) && (moves || change.relabelled().contains(holder.path()))) {
                wanted.put(shop.roleLabels().get(role), holder.label());
            }
        });
        if (!change.heirs().isEmpty() || !change.gone().isEmpty()) {
            shop.roles().forEach((role, attribute) -> places(attribute).forEach(place -> follow(change, role, place)));
        }
    }

    /** Where single stores have values of their own, in the tables or by a request. */
    private Set<Place> places(int attribute) {
        Set<Integer> stores = gallery.attributes().getOrDefault(attribute, Map.of()).keySet();
        if (inStores.isEmpty() && (stores.isEmpty() || stores.equals(NO_VIEWS))) {
            return Set.of();
        }
        Set<Place> places = new TreeSet<>();
        stores.stream().filter(store -> store != ALL_STORES).forEach(store -> places.add(new Place(attribute, store)));
        inStores.keySet().stream().filter(place -> place.attribute() == attribute).forEach(places::add);
        return places;
    }

    /**
     * Takes over what one request says of store views.
     *
     * @param said    in the order of its images: the last one that claims a role in a store gets it
     * @param exactly whether the roles that are given are all that the image has there
     */
    void apply(List<RolesInStore> said, boolean exactly) {
        Map<Place, PlannedImage> claims = new HashMap<>();
        said.forEach(there -> there.roles().forEach(role -> claims.put(new Place(shop.roles().get(role), there.store()), there.image())));
        said.forEach(there -> apply(there, claims, exactly));
    }

    private void apply(RolesInStore there, Map<Place, PlannedImage> claims, boolean exactly) {
        boolean takesBack = there.wanted().cleared().contains("roles") || exactly && there.wanted().roles() != null;
        shop.roles().forEach((role, attribute) -> {
            Place place = new Place(attribute, there.store());
            boolean holds = there.image().path().equals(inMagentosForm(inStore(attribute, there.store())));
            if (claims.get(place) == there.image()) {
                inStores.put(place, there.image().path());
                lost.remove(place);
                if (!holds) {
                    label(role, there.store(), there.image());
                }
            } else if (holds && takesBack) {
                inStores.put(place, null);
                label(role, there.store(), (String) null);
                return;
            }
            if (holds && there.relabelled()) {
                label(role, there.store(), there.image());
            }
        });
    }

    /** The label that the image has in the store. */
    private void label(String role, int store, PlannedImage image) {
        String own = image.inStore(store).label();
        label(role, store, own == null ? image.label() : own);
    }

    /** {@code null}: as all stores. */
    private void label(String role, int store, String text) {
        Integer label = shop.roleLabels().get(role);
        if (label != null) {
            inStores.put(new Place(label, store), text);
        }
    }

    /** The value of a role that a store has of its own at the moment, or {@code null}. */
    String inStore(int attribute, int store) {
        Place place = new Place(attribute, store);
        return inStores.containsKey(place) ? inStores.get(place) : gallery.attributes().getOrDefault(attribute, Map.of()).get(store);
    }

    /** A store's own value follows its image, or goes with it. */
    private void follow(Change change, String role, Place place) {
        String before = inMagentosForm(inStore(place.attribute(), place.store()));
        if (before != null && change.heirs().containsKey(before)) {
            PlannedImage heir = change.heirs().get(before);
            inStores.put(place, heir.path());
            lost.remove(place);
            if (!change.repointed().contains(heir)) {
                label(role, place.store(), heir);
            }
        } else if (change.gone().contains(before)) {
            inStores.put(place, null);
            label(role, place.store(), (String) null);
            lost.put(place, before);
        }
    }

    /** Rows have other files: old path to new one. Their roles are those of the new ones. */
    void rename(Map<String, String> paths) {
        shop.roles().forEach((role, attribute) -> {
            String before = inMagentosForm(value(attribute));
            if (paths.containsKey(before)) {
                wanted.put(attribute, paths.get(before));
            }
            places(attribute).forEach(place -> {
                String there = inMagentosForm(inStore(attribute, place.store()));
                if (paths.containsKey(there)) {
                    inStores.put(place, paths.get(there));
                }
            });
        });
    }

    /**
     * Leaves as it is stored what is the same in another outcome, and what an image has lost that is there after all.
     *
     * @param isThere whether the product has an image with this path in the end
     */
    void leaveWhatIsSame(ImageRoles without, Predicate<String> isThere) {
        shop.roles().forEach((role, attribute) -> {
            String holder = value(attribute);
            String before = lost.get(new Place(attribute, ALL_STORES));
            if (before != null && isThere.test(before) || wanted.containsKey(attribute) && holder != null && !holder.equals(NO_SELECTION)
                    && !isThere.test(holder)) {
                wanted.remove(attribute);
                wanted.remove(shop.roleLabels().get(role));
            }
            places(attribute).forEach(place -> {
                String there = inStores.get(place);
                if (lost.containsKey(place) && isThere.test(lost.get(place)) || there != null && !isThere.test(there)) {
                    inStores.remove(place);
                    inStores.remove(new Place(shop.roleLabels().getOrDefault(role, 0), place.store()));
                }
            });
        });
        wanted.keySet().removeIf(attribute -> Objects.equals(selected(value(attribute)), selected(without.value(attribute))));
        inStores.keySet().removeIf(place -> Objects.equals(inStore(place.attribute(), place.store()),
                without.inStore(place.attribute(), place.store())));
    }

    /** The value for all stores at the moment. */
    private String value(int attribute) {
        return wanted.containsKey(attribute) ? wanted.get(attribute) : gallery.attribute(attribute);
    }

    private void release(String role, int attribute) {
        wanted.put(attribute, NO_SELECTION);
        if (shop.roleLabels().containsKey(role)) {
            wanted.put(shop.roleLabels().get(role), null);
        }
    }

    /**
     * The attribute values to be written (attribute id to value, {@code null} clears), and tells the images that gain a role.
     *
     * @param images finds the image that has a path now, or {@code null}
     */
    Map<Integer, String> changes(Function<String, PlannedImage> images) {
        Map<Integer, String> changes = new LinkedHashMap<>();
        wanted.forEach((attribute, value) -> {
            if (!Objects.equals(value, emptyToNull(gallery.attribute(attribute)))) {
                changes.put(attribute, value);
            }
        });
        shop.roles().values().stream().filter(changes::containsKey).forEach(role -> {
            PlannedImage holder = images.apply(changes.get(role));
            if (holder != null) {
                holder.gainRole();
            } else {
                lose(images.apply(inMagentosForm(gallery.attribute(role))));
            }
        });
        return changes;
    }

    /** The values of single stores to be written; {@code null}: the store's own value goes. */
    Map<Place, String> changesInStores(Function<String, PlannedImage> images) {
        Map<Place, String> changes = new TreeMap<>();
        inStores.forEach((place, value) -> {
            Map<Integer, String> stored = gallery.attributes().getOrDefault(place.attribute(), Map.of());
            if (value == null ? stored.containsKey(place.store()) : !value.equals(stored.get(place.store()))) {
                changes.put(place, value);
            }
        });
        changes.forEach((place, value) -> {
            boolean isRole = shop.roles().containsValue(place.attribute());
            PlannedImage image = isRole ? images.apply(value) : null;
            if (image != null) {
                image.gainRole();
            } else if (isRole) {
                lose(images.apply(inMagentosForm(gallery.attributes().getOrDefault(place.attribute(), Map.of()).get(place.store()))));
            }
        });
        return changes;
    }

    private static void lose(PlannedImage holder) {
        if (holder != null) {
            holder.loseRole();
        }
    }

    private static String inMagentosForm(String stored) {
        return stored == null || stored.isEmpty() ? stored : ProductGallery.inMagentosForm(stored);
    }

    private static String selected(String text) {
        return NO_SELECTION.equals(text) ? null : emptyToNull(text);
    }

    private static String emptyToNull(String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
