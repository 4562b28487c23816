package com.nacento.connector.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the galleries of a source's products: the PIM's attribute that fills it.
 *
 * @param attribute the attribute's code, which is the slot too, shortened if it is too long for one
 * @param who       products and models, or only one of them
 * @param roles     what the image there claims; of a collection, what its first image claims
 * @param position  of the image; of a collection, of its first image
 * @param assets    where the attribute is a collection of assets
 */
public record ImagePlace(String attribute, Who who, List<String> roles, int position, Optional<Assets> assets) {

    /** A collection of assets takes so many positions. */
    static final int COLLECTION = 100;
    private static final String ADVICE = "give attribute[@parent|@child][:role,role] and separate several by \";\", a collection of assets as"
            + " gallery(family=packshots,media=file).";
    /** As long as Akeneo takes them. Slots are shorter: what is too long for one is shortened when it is mapped. */
    private static final String CODE = "[A-Za-z0-9_.-]{1,255}";
    private static final String ROLES = "[A-Za-z0-9_]+(?:\\s*,\\s*[A-Za-z0-9_]+)*";
    private static final Pattern FORM = Pattern.compile("(?<attribute>" + CODE + ")\\s*"
            + "(?:\\(\\s*family\\s*=\\s*(?<family>" + CODE + ")\\s*,\\s*media\\s*=\\s*(?<media>" + CODE + ")\\s*\\))?\\s*"
            + "(?:@\\s*(?<who>parent|child))?\\s*(?::\\s*(?<roles>" + ROLES + "))?");

    /** Whose attribute is looked at: a model's, that of everything else, or both. */
    public enum Who {
        ALL, PARENT, CHILD
    }

    /**
     * A collection of assets.
     *
     * @param family the asset family's code
     * @param media  the code of the family's attribute that holds the file
     */
    public record Assets(String family, String media) {
    }

    /** The places of a list, the first at position 1. */
    static List<ImagePlace> list(SettingValues read, String name) {
        List<ImagePlace> places = new ArrayList<>();
        int position = 1;
        for (String part : read.text(name).split(";")) {
            if (part.isBlank()) {
                continue;
            }
            Matcher form = FORM.matcher(part.strip());
            if (!form.matches()) {
                throw read.wrong(name, "\"" + Shown.oneLine(part.strip()) + "\" is no place of an image; " + ADVICE);
            }
            ImagePlace place = of(form, position);
            if (places.stream().anyMatch(place::meets)) {
                throw read.wrong(name, place.attribute + " stands there twice: an attribute is one slot, and has one place.");
            }
            places.add(place);
            position += place.assets.isPresent() ? COLLECTION : 1;
        }
        return List.copyOf(places);
    }

    private static ImagePlace of(Matcher form, int position) {
        Who who = form.group("who") == null ? Who.ALL : form.group("who").equals("parent") ? Who.PARENT : Who.CHILD;
        List<String> roles = form.group("roles") == null ? List.of() : List.of(form.group("roles").split("\\s*,\\s*"));
        Optional<Assets> assets = Optional.ofNullable(form.group("family")).map(family -> new Assets(family, form.group("media")));
        return new ImagePlace(form.group("attribute"), who, roles, position, assets);
    }

    private boolean meets(ImagePlace other) {
        return attribute.equals(other.attribute) && (who == Who.ALL || other.who == Who.ALL || who == other.who);
    }
}
