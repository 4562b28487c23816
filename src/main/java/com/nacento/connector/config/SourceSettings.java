package com.nacento.connector.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A system that speaks for itself, a PIM: {@code nacento.source.<name>.…}.
 *
 * @param name    what it is called; the images that it brings are its own
 * @param mapping how its own bodies become requests
 * @param pim     where it can be asked; empty: what it sends is all that is known
 * @param hook    how what it sends is known to be its own; empty: nothing is taken from it over HTTP
 */
public record SourceSettings(String name, MappingSettings mapping, Optional<PimSettings> pim, Optional<HookSettings> hook) {

    static List<SourceSettings> all(SettingValues read) {
        return SourceNames.in(read.text(SourceNames.SETTING)).names().stream().map(name -> from(read, name)).toList();
    }

    private static SourceSettings from(SettingValues read, String name) {
        String prefix = SourceNames.prefix(name);
        return new SourceSettings(name, MappingSettings.from(read, prefix), PimSettings.from(read, prefix),
                HookSettings.from(read, prefix));
    }

    /**
     * The settings of a source by the ends of their names, with what they are when nobody sets them.
     *
     * @param mapping that it has; it knows how the systems of its kind sign
     */
    static Map<String, String> defaults(String mapping) {
        Map<String, String> defaults = new TreeMap<>(MappingSettings.DEFAULTS);
        defaults.putAll(PimSettings.DEFAULTS);
        defaults.putAll(HookSettings.defaults(mapping));
        return defaults;
    }
}
