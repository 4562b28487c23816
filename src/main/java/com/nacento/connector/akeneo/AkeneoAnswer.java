package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * What Akeneo has answered.
 *
 * @param json what is in it
 * @param asOf when it was asked for, by Akeneo's own clock: what happened there before is in it
 */
record AkeneoAnswer(JsonNode json, Instant asOf) {
}
