package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.RequestTerms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The fields that say how a request or an item is meant, as they were sent. They are judged when the object has been read. */
final class TermsFields {

    /** Of a bulk, for all its items. */
    static final Set<String> OF_ENVELOPE = Set.of("source", "mode", "allow_empty", "max_removals", "dry_run");
    /** Of an item of a bulk. */
    static final Set<String> OF_ITEM = Set.of("mode", "allow_empty", "empty_slots", "dry_run", "if_plan");
    /** Of an item that comes alone, in a message: the address of a call says which store view is meant. */
    static final Set<String> OF_SINGLE = Set.of("source", "mode", "allow_empty", "max_removals", "empty_slots", "store",
            "event_time", "dry_run", "if_plan");
    /** Of the call for one product. */
    static final Set<String> OF_CALL = Set.of("source", "mode", "allow_empty", "max_removals", "empty_slots", "dry_run", "if_plan");

    private static final int MOST_SLOTS = 1_000;

    private final Set<String> known;
    /** An item cannot be a dry run among others; if this were passed over, what nobody wanted would be written. */
    private final boolean dryRunIsMeant;
    private final Map<String, JsonValue> values = new HashMap<>();
    private List<JsonValue> emptySlots = List.of();

    /** @param known names of the fields that this object may have */
    TermsFields(Set<String> known) {
        this.known = known;
        this.dryRunIsMeant = known == OF_ENVELOPE || known == OF_CALL;
    }

    /** Reads the value that the parser stands on, to its end, if the field is one of these. */
    boolean read(String name, JsonParser json) throws IOException {
        if (!known.contains(name)) {
            return false;
        }
        if (name.equals("empty_slots") && json.currentToken() == JsonToken.START_ARRAY) {
            emptySlots = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                JsonValue slot = JsonValue.read(json);
                if (emptySlots.size() <= MOST_SLOTS) {
                    emptySlots.add(slot);
                }
            }
            values.put(name, new JsonValue(JsonValue.Kind.ARRAY, ""));
        } else {
            values.put(name, JsonValue.read(json));
        }
        return true;
    }

    /** Forgets what stood where it means nothing; their names. */
    Set<String> clear() {
        Set<String> names = new HashSet<>(values.keySet());
        names.removeIf(name -> value(name).isAbsent());
        values.clear();
        return names;
    }

    /**
     * What was meant.
     *
     * @param defaults what holds where nothing is said
     * @throws InvalidItemException naming the field and the rule it breaks
     */
    RequestTerms checked(RequestTerms defaults) {
        if (!dryRunIsMeant && flag("dry_run", false)) {
            throw new InvalidItemException("is for a whole call").at("dry_run");
        }
        List<String> empty = slots(defaults);
        String store = store(defaults);
        return values.isEmpty()
                ? defaults
                : new RequestTerms(source(defaults), replaces(defaults, store), flag("allow_empty", defaults.allowsEmpty()),
                        maxRemovals(defaults),
                        empty, store, defaults.changed()).onlyIf(plan()).ofEvent(eventTime());
    }

    private String plan() {
        JsonValue plan = value("if_plan");
        if (!plan.isAbsent() && !plan.isString()) {
            throw new InvalidItemException("must be the plan that a dry run has answered" + FieldRules.but(plan)).at("if_plan");
        }
        return plan.isAbsent() ? null : plan.text();
    }

    private String eventTime() {
        JsonValue time = value("event_time");
        if (time.isAbsent()) {
            return null;
        }
        if (!time.isString() || !RequestTerms.canBeTime(time.text())) {
            throw new InvalidItemException("must be a time in UTC, yyyy-MM-dd HH:mm:ss.ffffff" + FieldRules.but(time)).at("event_time");
        }
        return time.text();
    }

    private String store(RequestTerms defaults) {
        JsonValue store = value("store");
        if (store.isAbsent()) {
            return defaults.store();
        }
        if (!store.isString() || !RequestTerms.canBeStore(store.text())) {
            throw new InvalidItemException("must be the code of a store view" + FieldRules.but(store)).at("store");
        }
        return store.text();
    }

    /** The same for a whole request: @throws MalformedBody instead. */
    RequestTerms ofRequest(RequestTerms defaults) {
        try {
            return checked(defaults);
        } catch (InvalidItemException broken) {
            throw new MalformedBody("%1.", List.of(broken.detail()));
        }
    }

    /** Whether it is only to be told what would be done; {@code null}: it says nothing of that. */
    Boolean dryRun() {
        try {
            return value("dry_run").isAbsent() ? null : flag("dry_run", false);
        } catch (InvalidItemException broken) {
            throw new MalformedBody("%1.", List.of(broken.detail()));
        }
    }

    private JsonValue value(String name) {
        return values.getOrDefault(name, JsonValue.ABSENT);
    }

    private String source(RequestTerms defaults) {
        JsonValue source = value("source");
        if (source.isAbsent()) {
            return defaults.source();
        }
        if (!source.isString() || !RequestTerms.canBeSource(source.text())) {
            throw new InvalidItemException("must be 1 to 32 of a-z, 0-9, _ and -" + FieldRules.but(source)).at("source");
        }
        return source.text();
    }

    private boolean replaces(RequestTerms defaults, String store) {
        JsonValue mode = value("mode");
        if (mode.isAbsent()) {
            return store == null && defaults.replaces();
        }
        if (!mode.isString() || !Set.of("merge", "replace").contains(mode.text())) {
            throw new InvalidItemException("must be merge or replace" + FieldRules.but(mode)).at("mode");
        }
        boolean replaces = mode.text().equals("replace");
        if (replaces && store != null) {
            throw new InvalidItemException("cannot be replace for the store view " + store).at("mode");
        }
        return replaces;
    }

    private boolean flag(String name, boolean otherwise) {
        Boolean flag = FieldRules.flag(name, value(name));
        return flag == null ? otherwise : flag;
    }

    private Integer maxRemovals(RequestTerms defaults) {
        JsonValue percent = value("max_removals");
        return percent.isAbsent() ? defaults.maxRemovals() : Integer.valueOf((int) FieldRules.whole("max_removals", percent, 100));
    }

    private List<String> slots(RequestTerms defaults) {
        JsonValue empty = value("empty_slots");
        if (empty.isAbsent()) {
            return defaults.emptySlots();
        }
        if (empty.kind() != JsonValue.Kind.ARRAY) {
            throw new InvalidItemException("must be an array of texts" + FieldRules.but(empty)).at("empty_slots");
        }
        if (emptySlots.size() > MOST_SLOTS) {
            throw new InvalidItemException("must not be more than " + MOST_SLOTS).at("empty_slots");
        }
        List<String> slots = new ArrayList<>();
        for (JsonValue slot : emptySlots) {
            String text = FieldRules.slot("empty_slots[" + slots.size() + "]", slot);
            if (text == null || slots.contains(text)) {
                throw new InvalidItemException("must be different texts" + (text == null ? "" : ", not twice " + Excerpt.quoted(text)))
                        .at("empty_slots");
            }
            slots.add(text);
        }
        return slots;
    }
}
