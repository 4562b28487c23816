package com.nacento.connector.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a source's own bodies become requests.
 *
 * @param mapping  the name of a packaged mapping, or {@code file:} and the path of the shop's own
 * @param images   which attributes fill the gallery; their order is that of the images
 * @param label    the attribute with the label; empty: labels are left alone
 * @param labels   locale of the PIM to code of the store view
 * @param channel  whose values count of an attribute with one for each channel; empty: none has
 * @param locale   whose values count of an attribute with one for each locale; empty: none has
 * @param removes  whether an emptied attribute empties its slot
 */
public record MappingSettings(String mapping, List<ImagePlace> images, String label, Map<String, String> labels, String channel,
        String locale, boolean removes) {

    /** What begins the name of a mapping that is a file of the shop's own. */
    public static final String FILE = "file:";

    /** The settings of a source that stand here, by the ends of their names, with what they are when nobody sets them. */
    static final Map<String, String> DEFAULTS = Map.of("mapping", "", "images", "", "label", "", "labels", "", "channel", "", "locale", "",
            "removed", "keep");

    private static final Pattern MAPPING = Pattern.compile("[a-z0-9][a-z0-9_-]*|" + FILE + ".*\\S.*");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9_.-]*");
    private static final Pattern LABEL = Pattern.compile("([A-Za-z0-9_.@-]+)\\s*:\\s*([A-Za-z][A-Za-z0-9_]*)");

    /** What becomes of the image of an emptied attribute. */
    private enum Removed {
        KEEP, REMOVE
    }

    /** @param prefix of the source's settings, {@code nacento.source.<name>.} */
    static MappingSettings from(SettingValues read, String prefix) {
        read.required(prefix + "mapping");
        return new MappingSettings(
                read.matching(prefix + "mapping", MAPPING,
                        "give akeneo-events, akeneo-event-platform, pimcore, another file in mappings/ without .jq, or file:<path>."),
                ImagePlace.list(read, prefix + "images"),
                code(read, prefix + "label"),
                labels(read, prefix + "labels"),
                code(read, prefix + "channel"),
                code(read, prefix + "locale"),
                read.choice(prefix + "removed", Removed.class) == Removed.REMOVE);
    }

    private static String code(SettingValues read, String name) {
        return read.matching(name, CODE, "give the code that it has in the PIM.");
    }

    private static Map<String, String> labels(SettingValues read, String name) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (String part : read.list(name)) {
            Matcher label = LABEL.matcher(part);
            if (!label.matches()) {
                throw read.wrong(name, "give locale:store, several separated by commas, such as de_DE:de,fr_FR:fr.");
            }
            if (labels.containsValue(label.group(2)) || labels.put(label.group(1), label.group(2)) != null) {
                throw read.wrong(name, "\"" + part + "\" names a locale or a store view a second time.");
            }
        }
        return Map.copyOf(labels);
    }
}
