package com.nacento.connector.akeneo;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.pim.LoadKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What is being loaded from a source's PIM, page by page: what is still to be asked for, and what was found. */
public final class AkeneoLoad {

    /** Of one search for what events have named. What is pulled or polled is everything, and takes as long as that takes. */
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private final String source;
    private final Instant atLeast;
    private final boolean withFamilies;
    private final Deque<ProductSearch> searches = new ArrayDeque<>();
    private final Set<String> models = new HashSet<>();
    private ProductSearch current;
    private String nextPage;
    /** One of the pages before: it comes again, if they go in a circle. */
    private String landmark;
    private long pages;
    private Instant until;
    private Instant begun;

    private AkeneoLoad(String source, Instant atLeast, boolean withFamilies) {
        this.source = source;
        this.atLeast = atLeast;
        this.withFamilies = withFamilies;
    }

    /** Of what events have named: products, and models with all that descends from them. */
    static AkeneoLoad of(String source, List<LoadKey> keys) {
        Instant newest = keys.stream().map(LoadKey::time).filter(time -> time != null).max(Instant::compareTo).orElse(null);
        AkeneoLoad load = new AkeneoLoad(source, newest, true);
        // what is no UUID is no product's, and would make Akeneo refuse the others
        load.search(ProductSearch.Things.PRODUCTS_BY_UUID, "uuid",
                values(keys, LoadKey.Kind.UUID).stream().filter(uuid -> UUID.matcher(uuid).matches()).toList());
        load.search(ProductSearch.Things.PRODUCTS, "identifier", values(keys, LoadKey.Kind.IDENTIFIER));
        load.search(ProductSearch.Things.MODELS, "identifier", values(keys, LoadKey.Kind.MODEL));
        return load;
    }

    /** Of all products and models that were changed after a time, in Akeneo's words; {@code null}: of all. */
    static AkeneoLoad changed(String source, String after) {
        AkeneoLoad load = new AkeneoLoad(source, null, false);
        for (ProductSearch.Things things : List.of(ProductSearch.Things.PRODUCTS, ProductSearch.Things.MODELS)) {
            load.searches.add(after == null ? ProductSearch.all(things) : ProductSearch.where(things, "updated", ">", after));
        }
        return load;
    }

    private static List<String> values(List<LoadKey> keys, LoadKey.Kind kind) {
        return keys.stream().filter(key -> key.kind() == kind).map(LoadKey::value).distinct().toList();
    }

    private void search(ProductSearch.Things things, String property, List<String> values) {
        ProductSearch.cut(values).forEach(part -> searches.add(ProductSearch.in(things, property, part)));
    }

    /** Whose products they are. */
    public String source() {
        return source;
    }

    /** Whether there is another page. */
    public boolean goesOn() {
        return nextPage != null || !searches.isEmpty();
    }

    /**
     * The page that is to be asked for.
     *
     * @throws Outage if a search for what events have named takes too long
     */
    String page(Collection<String> attributes, Instant now) {
        if (nextPage == null) {
            // each search has its time: how many there are is bounded by what was named and what descends from it
            until = now.plus(LONGEST);
            current = searches.remove();
            nextPage = current.path(attributes);
        } else if (withFamilies && now.isAfter(until)) {
            throw new Outage(Outage.Part.PIM,
                    "Akeneo cannot be asked: what one search for what events have named has found is not all there after "
                            + LONGEST.toMinutes() + " minutes",
                    null);
        }
        return nextPage;
    }

    ProductSearch.Things things() {
        return current.things();
    }

    /** Takes a page: what follows it, and what is known now of models' families. */
    void take(AkeneoAnswer page) {
        begun = begun == null ? page.asOf() : begun;
        nextPage = Akeneo.next(page.json()).orElse(null);
        if (nextPage != null && nextPage.equals(landmark)) {
            throw new Outage(Outage.Part.PIM, "Akeneo's pages go in a circle, they come back to " + nextPage.replaceFirst("\\?.*", ""),
                    null);
        }
        // a landmark for twice as long each time: sooner or later it lies in the circle
        if (Long.bitCount(++pages) == 1) {
            landmark = nextPage;
        }
        if (withFamilies && current.things() == ProductSearch.Things.MODELS) {
            page.json().path("_embedded").path("items").forEach(model -> {
                String code = model.path("code").asText("");
                if (!models.add(code)) {
                    return;
                }
                searches.add(ProductSearch.in(ProductSearch.Things.MODELS, "parent", List.of(code)));
                if (!models.contains(model.path("parent").asText(""))) {
                    // those of sub-models are among them
                    searches.add(ProductSearch.where(ProductSearch.Things.PRODUCTS, "parent", "=", code));
                }
            });
        }
    }

    /** When its first page was asked for, by the PIM's own clock: what is changed later may not be in it. */
    Instant begun() {
        return begun;
    }

    /** How old what was loaded is at the most. */
    Instant asOf(AkeneoAnswer page) {
        return atLeast != null && atLeast.isAfter(page.asOf()) ? atLeast : page.asOf();
    }

}
