package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * Some SKUs of a bulk.
 *
 * @param next ask with {@code after=<next>} for the following ones; {@code null}: there are none
 */
public record SkuPage(@JsonProperty("skus") List<ShownSku> skus, @JsonProperty("next") Long next) {

    /** How many SKUs are answered at once. */
    static final int MOST = 50;

    /** @param found in the order of their ids; one more than are shown, if there are more */
    static SkuPage of(List<ShownSku> found) {
        boolean more = found.size() > MOST;
        return new SkuPage(more ? found.subList(0, MOST) : found, more ? found.get(MOST - 1).id() : null);
    }
}
