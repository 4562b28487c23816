package com.nacento.connector.pim;

import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.MappingSettings;
import java.util.Map;
import java.util.TreeMap;

/** The mappings of all sources, compiled at start. */
public final class Mappings {

    private final Map<String, Mapping> bySource = new TreeMap<>();

    /**
     * @param settings   of each source, by its name
     * @param extensions of pictures: whatever a mapping answers, other files are left out
     * @throws com.nacento.connector.config.SettingsException if a file is missing or faulty
     */
    public Mappings(Map<String, MappingSettings> settings, ImageExtensions extensions, MappingFiles files) {
        settings.forEach((source, mapping) -> bySource.put(source, Mapping.of(mapping, extensions, files)));
    }

    /** Whether there is such a source. */
    public boolean has(String source) {
        return bySource.containsKey(source);
    }

    /** @throws IllegalArgumentException if there is no such source */
    public Mapping of(String source) {
        Mapping mapping = bySource.get(source);
        if (mapping == null) {
            throw new IllegalArgumentException("there is no source " + source);
        }
        return mapping;
    }
}
