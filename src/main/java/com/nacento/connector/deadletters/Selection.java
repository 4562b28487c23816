package com.nacento.connector.deadletters;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * Which dead letters are meant: those that meet every condition. A set that is empty is no condition.
 *
 * @param ids   message ids
 * @param skus  SKUs, exactly as the letters have them
 * @param codes codes of reasons, as {@code storage_unavailable}
 */
public record Selection(Set<String> ids, Set<String> skus, Set<String> codes) {

    public Selection {
        ids = Set.copyOf(ids);
        skus = Set.copyOf(skus);
        codes = Set.copyOf(codes);
    }

    /** All of them. */
    public static Selection all() {
        return new Selection(Set.of(), Set.of(), Set.of());
    }

    /** Those with one of these message ids; with none of them, if there are no ids. */
    public static Selection ofIds(Collection<String> ids) {
        return new Selection(ids.isEmpty() ? Set.of("") : Set.copyOf(ids), Set.of(), Set.of());
    }

    boolean takes(Letter letter) {
        return meets(ids, letter.id() == null ? List.of() : List.of(letter.id()))
                && meets(skus, letter.skus())
                && meets(codes, List.of(letter.code()));
    }

    private static boolean meets(Set<String> wanted, List<String> given) {
        return wanted.isEmpty() || given.stream().anyMatch(wanted::contains);
    }
}
