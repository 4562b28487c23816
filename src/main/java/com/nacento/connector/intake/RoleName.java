package com.nacento.connector.intake;

import java.util.Locale;

/** The attribute code that a role in a request means. */
final class RoleName {

    private RoleName() {
    }

    /**
     * Magento's admin calls the role {@code image} "Base", and PIMs do the same: such names are translated, in any case.
     * Other codes stay as they are; attribute codes may have capitals.
     */
    static String attributeCode(String role) {
        String trimmed = role.strip();
        return switch (trimmed.toLowerCase(Locale.ROOT)) {
            case "base", "image" -> "image";
            case "small", "small_image" -> "small_image";
            case "thumbnail" -> "thumbnail";
            case "swatch", "swatch_image" -> "swatch_image";
            default -> trimmed;
        };
    }
}
