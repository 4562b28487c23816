package com.nacento.connector.pim;

import java.util.ArrayList;
import java.util.List;

/**
 * Files that a PIM has among its images and that are none: manuals, films, links. They are left out, and what else there is of the product
 * goes on.
 *
 * @param count how many
 * @param first the paths of the first ones
 */
public record NoPictures(int count, List<String> first) {

    static final int SHOWN = 100;

    /** There are none. */
    public static final NoPictures NONE = new NoPictures(0, List.of());

    public NoPictures {
        first = List.copyOf(first);
    }

    NoPictures with(String path) {
        return plus(new NoPictures(1, List.of(path)));
    }

    /** These and others. */
    public NoPictures plus(NoPictures others) {
        List<String> all = first;
        if (first.size() < SHOWN && others.count > 0) {
            all = new ArrayList<>(first);
            all.addAll(others.first.subList(0, Math.min(others.first.size(), SHOWN - first.size())));
        }
        return new NoPictures(count + others.count, all);
    }
}
