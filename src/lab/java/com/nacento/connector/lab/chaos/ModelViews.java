package com.nacento.connector.lab.chaos;

import java.util.Collection;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What requests say of store views is left to chance: whether anything, of which view, and of which of its fields. */
record ModelViews(Random random, Collection<String> roles) {

    /**
     * What a request says of an image in store views, as it is sent; {@code null}: nothing.
     *
     * @param label what a view calls the image, if it does
     */
    Map<String, Map<String, Object>> next(String label) {
        if (random.nextInt(3) > 0) {
            return null;
        }
        Map<String, Map<String, Object>> stores = new TreeMap<>();
        ModelGallery.VIEWS.keySet().stream().filter(code -> random.nextBoolean())
                .forEach(code -> stores.put(code, random.nextInt(10) == 0 ? null : view(label + " in " + code)));
        return stores;
    }

    private Map<String, Object> view(String label) {
        Map<String, Object> view = new TreeMap<>();
        say(view, "label", () -> random.nextInt(8) == 0 ? "" : label);
        say(view, "position", () -> random.nextInt(50));
        say(view, "disabled", random::nextBoolean);
        say(view, "roles", () -> roles.stream().filter(role -> random.nextInt(3) == 0).toList());
        return view;
    }

    private void say(Map<String, Object> view, String field, Supplier<Object> value) {
        if (random.nextInt(5) < 2) {
            view.put(field, random.nextInt(4) == 0 ? null : value.get());
        }
    }
}
