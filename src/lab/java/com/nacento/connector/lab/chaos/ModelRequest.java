package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.chaos.ModelGallery.Image;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * What a request asks for one product, and what it makes of it. Written anew from the documented behaviour.
 *
 * @param source     who asks
 * @param view       code of the store view by whose address he asks: what is said of images holds there; {@code null}: for all stores
 * @param replaces   whether his other images go
 * @param allowEmpty whether that may be all of them; {@code null}: it is not said
 * @param emptySlots his slots whose images go
 * @param images     as they are sent; the same path twice only in two slots, one after the other
 */
record ModelRequest(String source, String view, boolean replaces, Boolean allowEmpty, List<String> emptySlots, List<Wanted> images) {

    static final String NO_SELECTION = "no_selection";

    private static final Map<String, Object> NOTHING_OF_ITS_OWN = nothingOfItsOwn();

    /**
     * What a request says of an image; {@code null}: nothing.
     *
     * @param label  empty clears it
     * @param stores code of a store view to what the image has there, by field, as it is sent: {@code null} takes the view's own value
     *               back, or all of them
     */
    record Wanted(String path, String slot, String label, Long position, Boolean disabled, List<String> roles,
            Map<String, Map<String, Object>> stores) {

        Wanted withoutStores() {
            return new Wanted(path, slot, label, position, disabled, roles, null);
        }

        /** The same for a view, and nothing for all stores. */
        private Wanted in(String code) {
            Map<String, Object> there = new HashMap<>();
            there.put("label", label);
            there.put("position", position);
            there.put("disabled", disabled);
            there.put("roles", roles);
            there.values().removeIf(Objects::isNull);
            return new Wanted(path, slot, null, null, null, null, Map.of(code, there));
        }
    }

    /** What is left open by the order in which requests come to be processed. */
    enum Leeway {
        /** Nothing: they are processed in the order of submission. */
        NONE,
        /**
         * What is decided by what is there when a request is processed: where a new image goes that has no position for all stores, and
         * what a view takes over from all stores, which is whether an image is shown there, and the label of a role.
         */
        WHEN_PROCESSED,
        /**
         * What an image, or a role, keeps or loses by a removal, or by a slot that gets another file, and what no request has given it
         * since: who comes late does neither to what a younger request has named.
         */
        REMADE
    }

    /**
     * A product after a request.
     *
     * @param removed  how many images went
     * @param moved    how many gallery rows got another file
     * @param withheld whether something was to go, and nothing went
     */
    record Step(ModelGallery gallery, int removed, int moved, boolean withheld) {
    }

    private static Map<String, Object> nothingOfItsOwn() {
        Map<String, Object> nothing = new HashMap<>();
        Stream.concat(ModelGallery.FIELDS.stream(), Stream.of("roles")).forEach(field -> nothing.put(field, null));
        return nothing;
    }

    /** Nothing but images. */
    static ModelRequest plain(Wanted... images) {
        return new ModelRequest("pim", null, false, null, List.of(), List.of(images));
    }

    /** As it may be sent to the address of a view: nothing is replaced there, and nothing said of other views. */
    ModelRequest byAddressOf(String code) {
        return new ModelRequest(source, code, false, allowEmpty, emptySlots, images.stream().map(Wanted::withoutStores).toList());
    }

    /**
     * The gallery after this request was processed.
     *
     * @param bucket path to ETag of all objects there are
     * @param last   the highest position amongst the product's images that no request names
     */
    Step on(ModelGallery before, Map<String, String> bucket, long last, Leeway leeway) {
        return new Work(before, bucket, last, leeway).done();
    }

    /** A gallery row on its way. */
    private static final class Row {
        private String path;
        private String label;
        private Long position;
        private Boolean disabled = false;
        private String etag;
        private final SortedMap<String, String> views = new TreeMap<>();
        private final SortedMap<String, SortedSet<String>> owners = new TreeMap<>();
        private boolean relabelled;
        private final Set<String> relabelledIn = new HashSet<>();

        Row(String path) {
            this.path = path;
        }

        Row(String path, Image image) {
            this.path = path;
            label = image.label();
            position = image.position();
            disabled = image.disabled();
            etag = image.etag();
            views.putAll(image.views());
            image.owners().forEach((source, slots) -> owners.put(source, new TreeSet<>(slots)));
        }

        Image image() {
            SortedMap<String, SortedSet<String>> fixed = new TreeMap<>();
            owners.forEach((source, slots) -> fixed.put(source, Collections.unmodifiableSortedSet(new TreeSet<>(slots))));
            return new Image(label, position, disabled, etag, Collections.unmodifiableSortedMap(new TreeMap<>(views)),
                    Collections.unmodifiableSortedMap(fixed));
        }

        SortedSet<String> slotsOf(String source) {
            return owners.getOrDefault(source, new TreeSet<>());
        }
    }

    /** All that an item says of one path. */
    private record Named(List<String> slots, String label, Long position, Boolean disabled, Set<String> roles,
            Map<String, Map<String, Object>> stores) {

        static Named of(List<Wanted> same) {
            return new Named(same.stream().map(Wanted::slot).filter(Objects::nonNull).toList(),
                    same.stream().map(Wanted::label).filter(Objects::nonNull).reduce((first, second) -> second).orElse(null),
                    same.stream().map(Wanted::position).filter(Objects::nonNull).min(Long::compare).orElse(null),
                    same.stream().map(Wanted::disabled).filter(Objects::nonNull).reduce((first, second) -> second).orElse(null),
                    same.stream().allMatch(wanted -> wanted.roles() == null)
                            ? null
                            : new LinkedHashSet<>(
                                    same.stream().map(Wanted::roles).filter(Objects::nonNull).flatMap(List::stream).toList()),
                    stores(same));
        }

        private static Map<String, Map<String, Object>> stores(List<Wanted> same) {
            Map<String, Map<String, Object>> all = new TreeMap<>();
            same.stream().map(Wanted::stores).filter(Objects::nonNull).forEach(stores -> stores.forEach((code, view) -> {
                Map<String, Object> said = all.computeIfAbsent(code, first -> new HashMap<>());
                (view == null ? NOTHING_OF_ITS_OWN : view).forEach((field, value) -> said.put(field, both(field, said.get(field), value)));
            }));
            return all;
        }

        /** What is said of a field twice: in two slots an image has the roles of both and the lower position. */
        private static Object both(String field, Object first, Object second) {
            if (first == null || second == null) {
                return second;
            }
            return switch (field) {
                case "position" -> Math.min(((Number) first).longValue(), ((Number) second).longValue());
                case "roles" -> Stream.of(first, second).flatMap(roles -> ((List<?>) roles).stream()).toList();
                default -> second;
            };
        }

        boolean says(String code, String field) {
            return stores.containsKey(code) && stores.get(code).containsKey(field);
        }

        /** What is said of its position in a view, or {@code null}. */
        Long positionIn(String code) {
            Object position = code == null || !stores.containsKey(code) ? null : stores.get(code).get("position");
            return position == null ? null : Long.valueOf(((Number) position).longValue());
        }

        /** The roles that it claims in a view; {@code null}: none are given. */
        List<?> rolesIn(String code) {
            return stores.containsKey(code) ? (List<?>) stores.get(code).get("roles") : null;
        }
    }

    /** One request on one gallery. */
    private final class Work {
        private final ModelGallery before;
        private final Map<String, String> bucket;
        private final long last;
        private final Leeway leeway;
        private final List<Row> rows = new ArrayList<>();
        private final Map<String, Named> named = new LinkedHashMap<>();
        /** Slot to the row that the source had in it before. */
        private final Map<String, Row> holders = new HashMap<>();
        private final Map<Row, String> oldPaths = new HashMap<>();
        private final Set<Row> moved = new LinkedHashSet<>();
        /** Path that a row had, or has, to the row whose roles they are now. */
        private final Map<String, Row> heirs = new HashMap<>();
        private final Set<Row> robbed = new LinkedHashSet<>();
        private final Set<String> gone = new HashSet<>();
        private final Set<String> shared = new HashSet<>();
        private final boolean missing;
        private boolean withheld;

        Work(ModelGallery before, Map<String, String> bucket, long last, Leeway leeway) {
            this.before = before;
            this.bucket = bucket;
            this.last = last;
            this.leeway = leeway;
            before.images().forEach((path, image) -> rows.add(new Row(path, image)));
            rows.forEach(row -> oldPaths.put(row, row.path));
            List<Wanted> meant = view == null ? images : images.stream().map(image -> image.in(view)).toList();
            meant.stream().map(Wanted::path).filter(bucket::containsKey).distinct().forEach(
                    path -> named.put(path, Named.of(meant.stream().filter(wanted -> wanted.path().equals(path)).toList())));
            missing = images.stream().anyMatch(wanted -> !bucket.containsKey(wanted.path()));
        }

        Step done() {
            giveSlotsTheirFiles();
            setFields();
            letGo();
            SortedMap<String, Image> now = new TreeMap<>();
            rows.forEach(row -> now.put(row.path, row.image()));
            SortedMap<String, String> held = new TreeMap<>(before.roles());
            SortedMap<String, String> shown = new TreeMap<>(before.labels());
            ModelGallery.ROLES.forEach((role, hasLabel) -> {
                giveRole(role, hasLabel, held, shown);
                ModelGallery.VIEWS.keySet().forEach(code -> giveRoleIn(code, role, hasLabel, held, shown));
            });
            return new Step(new ModelGallery(now, held, shown), gone.size(), moved.size(), withheld);
        }

        private Row at(String path) {
            return rows.stream().filter(row -> row.path.equals(path)).findFirst().orElse(null);
        }

        private Row inSlot(String slot) {
            return rows.stream().filter(row -> row.slotsOf(source).contains(slot)).findFirst().orElse(null);
        }

        private void giveSlotsTheirFiles() {
            named.values().forEach(image -> image.slots().forEach(slot -> holders.put(slot, inSlot(slot))));
            Map<Row, String> moves = new LinkedHashMap<>();
            named.forEach((path, image) -> image.slots().forEach(slot -> {
                Row row = holders.get(slot);
                if (row != null && !row.path.equals(path) && !isNeededWhereItIs(row)) {
                    if (!moves.containsValue(path)) {
                        moves.putIfAbsent(row, path);
                    }
                }
            }));
            // a file that another row has, and keeps, stays that row's
            while (moves.entrySet().removeIf(move -> at(move.getValue()) != null && !moves.containsKey(at(move.getValue())))) {
                continue;
            }
            moves.forEach((row, path) -> {
                row.path = path;
                row.slotsOf(source).clear();
                heirs.put(oldPaths.get(row), row);
                moved.add(row);
            });
            named.forEach((path, image) -> image.slots().forEach(slot -> {
                Row row = holders.get(slot);
                if (row != null && !moved.contains(row) && !row.path.equals(path)) {
                    row.slotsOf(source).remove(slot);
                    robbed.add(row);
                    if (at(path) != null && !named.containsKey(row.path)) {
                        heirs.put(row.path, at(path));
                    }
                }
            }));
        }

        /**
         * Its file is named besides for no slot, or for one that is the row's; or it stands in another slot too, of which nothing is said.
         */
        private boolean isNeededWhereItIs(Row row) {
            Named itself = named.get(row.path);
            boolean isNamed = itself != null
                    && (itself.slots().isEmpty() || itself.slots().stream().anyMatch(slot -> holders.get(slot) == row));
            return isNamed || !replaces
                    && row.slotsOf(source).stream().anyMatch(slot -> !holders.containsKey(slot) && !emptySlots.contains(slot));
        }

        private void setFields() {
            boolean isOpen = leeway == Leeway.REMADE;
            named.forEach((path, image) -> {
                Row row = at(path);
                if (row == null) {
                    row = new Row(path);
                    Long there = image.positionIn(view);
                    row.position = leeway == Leeway.NONE
                            ? there != null
                                    ? there
                                    : Long.valueOf(Stream.concat(Stream.of(last), rows.stream().map(other -> other.position))
                                            .filter(Objects::nonNull).mapToLong(Long::longValue).max().orElse(0) + 1)
                            : Long.valueOf(ModelGallery.ANYWHERE);
                    forget(row, isOpen);
                    rows.add(row);
                } else if (moved.contains(row)) {
                    row.position = isOpen ? Long.valueOf(ModelGallery.ANYWHERE) : row.position;
                    forget(row, isOpen);
                }
                String label = image.label() == null ? row.label : image.label().isEmpty() ? null : image.label();
                row.relabelled = !Objects.equals(label, row.label);
                row.label = label;
                row.position = image.position() == null ? row.position : image.position();
                row.disabled = image.disabled() == null ? row.disabled : image.disabled();
                for (String code : image.stores().keySet()) {
                    setView(row, code, image.stores().get(code));
                }
                row.etag = bucket.get(path);
                row.owners.computeIfAbsent(source, first -> new TreeSet<>()).addAll(image.slots());
            });
        }

        /** A view has a row of its own as long as something of it is its own. */
        private void setView(Row row, String code, Map<String, Object> said) {
            String label = ModelGallery.in(code, "label");
            String position = ModelGallery.in(code, "position");
            String disabled = ModelGallery.in(code, "disabled");
            String before = row.views.get(label);
            boolean takesBack = false;
            for (String field : ModelGallery.FIELDS) {
                if (said.containsKey(field)) {
                    Object value = said.get(field);
                    boolean isTaken = value == null || value.equals("");
                    takesBack |= isTaken;
                    row.views.put(ModelGallery.in(code, field), isTaken ? null : value.toString());
                }
            }
            row.views.values().removeIf(Objects::isNull);
            if (!Objects.equals(before, row.views.get(label))) {
                row.relabelledIn.add(code);
            }
            List<String> more = Stream.of(label, position).map(row.views::get).filter(Objects::nonNull).toList();
            String elsewhere = leeway == Leeway.NONE ? String.valueOf(row.disabled) : ModelGallery.ANY;
            if (!more.isEmpty()) {
                // the column has no "as all stores"
                row.views.putIfAbsent(disabled, elsewhere);
            }
            if (takesBack && said.get("disabled") == null && more.stream().allMatch(ModelGallery.ANY::equals)) {
                if (leeway == Leeway.NONE) {
                    row.views.remove(disabled, elsewhere);
                } else {
                    row.views.replace(disabled, elsewhere);
                }
            }
        }

        private void forget(Row row, boolean isOpen) {
            if (isOpen) {
                row.label = ModelGallery.ANY;
                row.disabled = null;
                row.views.putAll(ModelGallery.anyViews());
            }
        }

        private void letGo() {
            Set<Row> some = new LinkedHashSet<>();
            robbed.stream().filter(row -> row.owners.containsKey(source) && row.slotsOf(source).isEmpty()).forEach(some::add);
            emptySlots.stream().map(this::inSlot).filter(Objects::nonNull).filter(row -> emptySlots.containsAll(row.slotsOf(source)))
                    .forEach(some::add);
            if (replaces) {
                rows.stream().filter(row -> row.owners.containsKey(source)).forEach(some::add);
            }
            some.removeIf(row -> named.containsKey(row.path));
            boolean isBarred = missing || replaces && images.isEmpty() && !Boolean.TRUE.equals(allowEmpty);
            withheld = isBarred && !some.isEmpty();
            if (!isBarred) {
                some.forEach(row -> row.owners.remove(source));
                // who has it besides may have come late, and then it was made anew
                some.stream().filter(row -> leeway == Leeway.REMADE && !row.owners.isEmpty()).forEach(row -> {
                    row.position = ModelGallery.ANYWHERE;
                    forget(row, true);
                    shared.add(row.path);
                });
                rows.forEach(row -> row.slotsOf(source).removeIf(emptySlots::contains));
                some.stream().filter(row -> row.owners.isEmpty()).forEach(row -> {
                    rows.remove(row);
                    gone.add(row.path);
                });
            }
            // what stays keeps its roles
            robbed.stream().filter(row -> !gone.contains(row.path)).forEach(row -> heirs.remove(row.path));
        }

        private void giveRole(String role, boolean hasLabel, Map<String, String> held, Map<String, String> shown) {
            String old = held.get(role);
            String claimed = named.entrySet().stream().filter(image -> image.getValue().roles() != null)
                    .filter(image -> image.getValue().roles().contains(role)).map(Map.Entry::getKey).reduce((first, second) -> second)
                    .orElse(null);
            Row heir = old == null ? null : heirs.get(old);
            Row holder = claimed != null ? at(claimed) : heir != null ? heir : old != null && named.containsKey(old) ? at(old) : null;
            boolean isReleased = claimed == null && (holder == null
                    ? gone.contains(old)
                    : replaces && named.containsKey(holder.path) && named.get(holder.path).roles() != null);
            boolean isOpen = leeway == Leeway.REMADE
                    && (isReleased || claimed == null && (heir != null || ModelGallery.ANY.equals(old) || shared.contains(old)));
            if (isOpen) {
                held.put(role, ModelGallery.ANY);
                if (hasLabel) {
                    shown.put(role, ModelGallery.ANY);
                }
            } else if (isReleased) {
                held.put(role, NO_SELECTION);
                shown.remove(role);
            } else if (holder != null) {
                held.put(role, holder.path);
                boolean moves = heir != null && moved.contains(heir) ? holder != heir : !holder.path.equals(old);
                if (hasLabel && (moves || holder.relabelled)) {
                    put(shown, role, holder.label);
                }
                if (hasLabel && leeway == Leeway.REMADE && (ModelGallery.ANY.equals(old) || heir != null)) {
                    shown.put(role, ModelGallery.ANY);
                }
            }
        }

        /** A role of a single view changes by what is said of that view, follows its image, and goes with it. */
        private void giveRoleIn(String code, String role, boolean hasLabel, Map<String, String> held, Map<String, String> shown) {
            String place = ModelGallery.in(code, role);
            String old = held.get(place);
            Row heir = old == null ? null : heirs.get(old);
            boolean isOpen = leeway == Leeway.REMADE
                    && (heir != null || ModelGallery.ANY.equals(old) || shared.contains(old) || gone.contains(old));
            String before = heir != null ? heir.path : gone.contains(old) ? null : old;
            String claimed = named.entrySet().stream().filter(image -> image.getValue().rolesIn(code) != null)
                    .filter(image -> image.getValue().rolesIn(code).contains(role)).map(Map.Entry::getKey)
                    .reduce((first, second) -> second).orElse(null);
            Named holder = before == null ? null : named.get(before);
            boolean isTakenBack = holder != null && holder.says(code, "roles") && (replaces || holder.rolesIn(code) == null);
            String now = claimed != null ? claimed : isTakenBack ? null : before;
            Row shownThere = now == null ? null : at(now);
            put(held, place, isOpen && claimed == null ? ModelGallery.ANY : now);
            if (hasLabel && isOpen) {
                shown.put(place, ModelGallery.ANY);
            } else if (hasLabel && now == null) {
                shown.remove(place);
            } else if (hasLabel && shownThere != null
                    && (!now.equals(before) || heir != null && !moved.contains(heir) || shownThere.relabelledIn.contains(code))) {
                String own = shownThere.views.get(ModelGallery.in(code, "label"));
                put(shown, place, own != null ? own : leeway == Leeway.NONE ? shownThere.label : ModelGallery.ANY);
            }
        }

        private static void put(Map<String, String> texts, String place, String text) {
            if (text == null) {
                texts.remove(place);
            } else {
                texts.put(place, text);
            }
        }
    }
}
