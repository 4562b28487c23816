package com.nacento.connector.pim;

import java.time.Instant;

/**
 * What is to be loaded from the PIM, since the body that spoke of it does not hold it.
 *
 * @param kind  what the key is
 * @param value a product's UUID or identifier, or a model's code
 * @param time  of the event that spoke of it: what is loaded afterwards is at least as young; {@code null}: unknown
 */
public record LoadKey(Kind kind, String value, Instant time) {

    /** What a thing in the PIM is known by. A model brings all its descendants. */
    public enum Kind {
        UUID, IDENTIFIER, MODEL
    }
}
