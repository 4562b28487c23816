package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.SettingsInParts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Bodies of a source, mapped as its settings say. JSON here may have ' in place of ". */
final class MappedBodies {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> environment = new HashMap<>();
    private Path applicationFolder = Path.of("target", "no-such-folder");

    private MappedBodies(String mapping) {
        environment.put("NACENTO_SOURCES", "pim");
        set("mapping", mapping);
    }

    static MappedBodies by(String mapping) {
        return new MappedBodies(mapping);
    }

    /** With a mapping of its own. */
    static MappedBodies byProgram(Path folder, String jq) {
        try {
            Files.writeString(folder.resolve("own.jq"), jq);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MappedBodies("file:" + folder.resolve("own.jq").toAbsolutePath());
    }

    MappedBodies set(String setting, String value) {
        environment.put("NACENTO_SOURCE_PIM_" + setting.replace('-', '_').toUpperCase(java.util.Locale.ROOT), value);
        return this;
    }

    MappedBodies images(String places) {
        return set("images", places);
    }

    MappedBodies besideApplication(Path folder) {
        applicationFolder = folder;
        return this;
    }

    Mapping mapping() {
        SettingsInParts settings = SettingsInParts.load(null, environment);
        return new Mappings(Map.of("pim", settings.sources().required().get(0).mapping()), settings.work().required().extensions(),
                new MappingFiles(applicationFolder, settings.folder())).of("pim");
    }

    MappingOutput map(String body) {
        try {
            return mapping().map(new ByteArrayInputStream(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The items, as JSON with ' in place of ". */
    List<String> items(String body) {
        return map(body).items().stream().map(MappedBodies::text).toList();
    }

    static String text(ObjectNode item) {
        return item.toString().replace('"', '\'');
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
