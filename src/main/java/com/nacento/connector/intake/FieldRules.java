package com.nacento.connector.intake;

import com.nacento.connector.failure.Excerpt;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.StorableText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What the fields of an item and of its images must be; every refusal names the field. Absent fields give {@code null}. */
final class FieldRules {

    private static final int MAX_SKU_LENGTH = 64;
    private static final int MAX_SLOT_LENGTH = 64;
    private static final int MAX_TEXT_LENGTH = 255;
    private static final long MAX_POSITION = 4294967295L;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
    /** PHP and JavaScript both may write the whole number 3 as 3.0. */
    private static final Pattern ZERO_FRACTION = Pattern.compile("\\.0+$");

    /** Magento's own clients send numbers and texts as PHP has them. */
    private static final Set<String> TRUE = Set.of("true", "1");
    private static final Set<String> FALSE = Set.of("false", "0");

    private FieldRules() {
    }

    /** The SKU's text as it can be sent back: {@code ""} if none was given. */
    static String skuText(JsonValue sku) {
        return sku.isTextual() ? StorableText.replaceLoneSurrogates(sku.text()) : "";
    }

    static void requireSku(JsonValue sku) {
        checked("sku", sku.text(), text -> {
            if (!sku.isAbsent() && !sku.isTextual()) {
                throw new InvalidItemException("must be a text");
            }
            if (text.isBlank()) {
                throw new InvalidItemException("is required");
            }
            return withinLength(StorableText.require(text), MAX_SKU_LENGTH);
        });
    }

    /** Of Magento's own entries only those that are images and are in the bucket already. */
    static void requireImage(JsonValue mediaType, JsonValue content) {
        if (!mediaType.isAbsent() && !mediaType.text().equalsIgnoreCase("image")) {
            throw new InvalidItemException("must be image, videos and others are not taken" + but(mediaType)).at("media_type");
        }
        if (!content.isAbsent()) {
            throw new InvalidItemException("pictures are not uploaded here: put it into the bucket and name it in file_path").at("content");
        }
    }

    static String filePath(JsonValue filePath, ImagePathRules paths) {
        if (filePath.isAbsent()) {
            throw new InvalidItemException("is required").at("file_path");
        }
        return checked("file_path", text("file_path", filePath), paths::magentoValue);
    }

    static String label(JsonValue label) {
        if (label.isAbsent()) {
            return null;
        }
        return checked("label", text("label", label), text -> withinLength(StorableText.require(text), MAX_TEXT_LENGTH));
    }

    static Long position(JsonValue position) {
        if (position.isAbsent()) {
            return null;
        }
        return whole("position", position, MAX_POSITION);
    }

    static long whole(String field, JsonValue number, long most) {
        String digits = switch (number.kind()) {
            case STRING, INTEGER -> number.text();
            case FRACTION -> ZERO_FRACTION.matcher(number.text()).replaceFirst("");
            default -> "";
        };
        if (!DIGITS.matcher(digits).matches() || Long.parseLong(digits) > most) {
            throw new InvalidItemException("must be a whole number from 0 to " + most + but(number)).at(field);
        }
        return Long.parseLong(digits);
    }

    static Boolean flag(String field, JsonValue flag) {
        if (flag.isAbsent()) {
            return null;
        }
        boolean sayable = flag.kind() == JsonValue.Kind.INTEGER || flag.kind() == JsonValue.Kind.BOOLEAN || flag.isString();
        if (sayable && TRUE.contains(flag.text())) {
            return true;
        }
        if (sayable && FALSE.contains(flag.text())) {
            return false;
        }
        throw new InvalidItemException("must be true or false" + but(flag)).at(field);
    }

    /** The PIM's own name of a place in the gallery, or {@code null}. */
    static String slot(String field, JsonValue slot) {
        if (slot.isAbsent()) {
            return null;
        }
        return checked(field, text(field, slot), text -> {
            if (text.isBlank()) {
                throw new InvalidItemException("must not be blank");
            }
            return withinLength(StorableText.require(text), MAX_SLOT_LENGTH);
        });
    }

    /** {@code null} if nothing is said of them. */
    static List<String> roles(JsonValue roles, List<JsonValue> names, int maxRoles) {
        if (roles.isAbsent()) {
            return null;
        }
        if (roles.kind() != JsonValue.Kind.ARRAY) {
            throw new InvalidItemException("must be an array of texts" + but(roles)).at("roles");
        }
        if (names.size() > maxRoles) {
            throw new InvalidItemException("must not be more than " + maxRoles).at("roles");
        }
        Set<String> codes = new LinkedHashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String place = "roles[" + i + "]";
            codes.add(RoleName.attributeCode(checked(place, text(place, names.get(i)),
                    text -> withinLength(StorableText.require(text), MAX_TEXT_LENGTH))));
        }
        return new ArrayList<>(codes);
    }

    private static String text(String field, JsonValue value) {
        if (!value.isString()) {
            throw new InvalidItemException("must be a text" + but(value)).at(field);
        }
        return value.text();
    }

    private static String withinLength(String text, int length) {
        if (StorableText.length(text) > length) {
            throw new InvalidItemException("must not be longer than " + length + " characters: " + Excerpt.quoted(text));
        }
        return text;
    }

    private static String checked(String field, String text, UnaryOperator<String> rule) {
        try {
            return rule.apply(text);
        } catch (InvalidItemException broken) {
            throw broken.at(field);
        }
    }

    /** What was sent instead. */
    static String but(JsonValue value) {
        return switch (value.kind()) {
            case ABSENT -> ", not null";
            case OBJECT -> ", not an object";
            case ARRAY -> ", not an array";
            case STRING -> ", not " + Excerpt.quoted(value.text());
            default -> ", not " + Excerpt.of(value.text(), 30);
        };
    }
}
