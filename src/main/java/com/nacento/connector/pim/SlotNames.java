package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Slots of assets may be longer than a slot may be: what is too much of them becomes a number that only they have. */
final class SlotNames {

    private static final int LONGEST = 64;
    private static final int NUMBER = 16;

    private SlotNames() {
    }

    /** Shortens the slots of an item's images, and those that it says are empty. */
    static void shorten(ObjectNode item) {
        for (JsonNode image : item.path("images")) {
            if (image instanceof ObjectNode object && object.path("slot").isTextual()) {
                object.put("slot", shortened(object.get("slot").textValue()));
            }
        }
        if (item.get("empty_slots") instanceof ArrayNode slots) {
            for (int i = 0; i < slots.size(); i++) {
                if (slots.get(i).isTextual()) {
                    slots.set(i, shortened(slots.get(i).textValue()));
                }
            }
        }
    }

    private static String shortened(String slot) {
        if (slot.codePointCount(0, slot.length()) <= LONGEST) {
            return slot;
        }
        return slot.substring(0, slot.offsetByCodePoints(0, LONGEST - NUMBER - 1)) + "~" + number(slot);
    }

    private static String number(String slot) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(slot.getBytes(StandardCharsets.UTF_8)))
                    .substring(0, NUMBER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
