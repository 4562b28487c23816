package com.nacento.connector.gallery;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How what is asked for one product is meant, beside its images: who asks, and what becomes of the images that are not named.
 *
 * @param source      who brings the images: {@code [a-z0-9_-]{1,32}}
 * @param replaces    whether the product shall have, of the images that this source brought, exactly those that are named
 * @param allowsEmpty whether a request that replaces may name no image at all
 * @param maxRemovals of a hundred images of this source, how many a bulk may remove; {@code null}: what the settings say
 * @param emptySlots  slots of this source whose images go
 * @param store       code of the store view for which labels, positions and so on are meant; {@code null}: for all stores
 * @param changed     images whose files, slots or source the request has changed, as they were before; known when it was processed
 * @param ifPlan      the plan that a dry run has answered: nothing is done if it would be another one by now; {@code null}: whatever it is.
 *                    Of a request whose caller waits, so it is written down nowhere
 * @param eventTime   when the event happened that it tells of, UTC, {@code yyyy-MM-dd HH:mm:ss.ffffff}: it counts as submitted then, and
 *                    is for nothing once a later one of its source is known; {@code null}: it is no event
 */
public record RequestTerms(String source, boolean replaces, boolean allowsEmpty, Integer maxRemovals, List<String> emptySlots,
        String store, List<Was> changed, String ifPlan, String eventTime) {

    /** Whoever does not say who he is. */
    public static final String DEFAULT_SOURCE = "pim";

    /** Names what is to be there, and leaves all else alone. */
    public static final RequestTerms PLAIN = new RequestTerms(DEFAULT_SOURCE, false, false, null, List.of());

    private static final Pattern STORE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,31}");
    /** As times are written in the database. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9_-]{1,32}");

    public RequestTerms {
        emptySlots = List.copyOf(emptySlots);
        changed = List.copyOf(changed);
    }

    /**
     * An image as it was before a request.
     *
     * @param path    its path
     * @param becomes the path that its gallery row has got, or {@code null}: it is gone
     * @param slots   those that the source had it in, or {@code null}: it had not brought it, but others had
     */
    public record Was(String path, String becomes, List<String> slots) {

        public Was {
            slots = slots == null ? null : List.copyOf(slots);
        }
    }

    /** Terms that hold whatever would be done. */
    public RequestTerms(String source, boolean replaces, boolean allowsEmpty, Integer maxRemovals, List<String> emptySlots,
            String store, List<Was> changed) {
        this(source, replaces, allowsEmpty, maxRemovals, emptySlots, store, changed, null, null);
    }

    /** Terms for all stores, of a request that is still to be processed. */
    public RequestTerms(String source, boolean replaces, boolean allowsEmpty, Integer maxRemovals, List<String> emptySlots) {
        this(source, replaces, allowsEmpty, maxRemovals, emptySlots, null, List.of());
    }

    /** The same, on condition that the plan is this one. */
    public RequestTerms onlyIf(String plan) {
        return Objects.equals(plan, ifPlan)
                ? this
                : new RequestTerms(source, replaces, allowsEmpty, maxRemovals, emptySlots, store, changed, plan, eventTime);
    }

    /** The same, of an event of that time. */
    public RequestTerms ofEvent(Instant time) {
        return ofEvent(TIME.format(time.atOffset(ZoneOffset.UTC)));
    }

    /** The same, of an event of that time; {@code null}: of none. */
    public RequestTerms ofEvent(String time) {
        return new RequestTerms(source, replaces, allowsEmpty, maxRemovals, emptySlots, store, changed, ifPlan, time);
    }

    /** The same for one store view, where nothing is replaced that is not said to be. */
    public RequestTerms inStore(String code) {
        return new RequestTerms(source, false, allowsEmpty, maxRemovals, emptySlots, code, changed, null, eventTime);
    }

    /** Whether a source can have this name. */
    public static boolean canBeSource(String name) {
        return SOURCE.matcher(name).matches();
    }

    /** Whether this is a time as {@link #eventTime} has it. */
    public static boolean canBeTime(String time) {
        try {
            return TIME.format(TIME.parse(time)).equals(time);
        } catch (DateTimeException other) {
            return false;
        }
    }

    /** Whether a store view can have this code: Magento's rule. */
    public static boolean canBeStore(String code) {
        return STORE.matcher(code).matches();
    }

    /** Whether nothing has to be written down of them. */
    public boolean arePlain() {
        return equals(PLAIN.onlyIf(ifPlan));
    }

    /** Whether images may have to go. */
    public boolean remove() {
        return replaces || !emptySlots.isEmpty();
    }

    /** Whether both come from the same source. */
    boolean areOfSameSource(RequestTerms other) {
        return Objects.equals(source, other.source);
    }

    /** The same, so that what is not named goes. */
    public RequestTerms replacing() {
        return new RequestTerms(source, true, allowsEmpty, maxRemovals, emptySlots, store, changed, null, eventTime);
    }

    /** The same with what it has done. */
    RequestTerms changing(List<Was> out) {
        return out.isEmpty() ? this : new RequestTerms(source, replaces, allowsEmpty, maxRemovals, emptySlots, store, out, null, eventTime);
    }

    /** The same, to name images and remove none. */
    RequestTerms merging() {
        return new RequestTerms(source, false, false, null, List.of(), store, changed, null, eventTime);
    }

    /** The same, of which it is known that nothing was removed. */
    RequestTerms withoutRemoval() {
        return new RequestTerms(source, replaces, allowsEmpty, 0, emptySlots, store, changed, null, eventTime);
    }
}
