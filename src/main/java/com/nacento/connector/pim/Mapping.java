package com.nacento.connector.pim;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.MappingSettings;
import com.nacento.connector.intake.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** Makes requests of a source's own bodies, by the jq file that its settings name. */
public final class Mapping {

    private static final Duration LONGEST = Duration.ofSeconds(2);
    private static final String CONFIGURATION = "cfg";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final StrictJson STRICT = new StrictJson(16 << 20);

    private final String file;
    private final JqProgram program;
    private final JsonNode configuration;
    private final ImageExtensions extensions;

    private Mapping(String file, JqProgram program, JsonNode configuration, ImageExtensions extensions) {
        this.file = file;
        this.program = program;
        this.configuration = configuration;
        this.extensions = extensions;
    }

    /** @throws com.nacento.connector.config.SettingsException if the file is missing or faulty, with the place */
    static Mapping of(MappingSettings settings, ImageExtensions extensions, MappingFiles files) {
        MappingFiles.MappingFile file = files.find(settings.mapping());
        return new Mapping(file.name(), JqProgram.compile(file.name(), file.text(), files.prelude(), Set.of(CONFIGURATION)),
                MappingConfiguration.of(settings, extensions), extensions);
    }

    /**
     * Maps a body as it was sent.
     *
     * @throws MappingException if it is no JSON, or the mapping makes no requests of it
     * @throws IOException      if it cannot be read
     */
    public MappingOutput map(InputStream body) throws IOException {
        try (JsonParser parser = STRICT.open(body)) {
            JsonNode tree = JSON.readTree(parser);
            if (tree == null || tree instanceof MissingNode) {
                throw new MappingException("the body is empty");
            }
            if (parser.nextToken() != null) {
                throw new MappingException("something follows the JSON in the body");
            }
            return map(tree);
        } catch (IOException e) {
            throw new MappingException(StrictJson.refusal(e).text());
        }
    }

    /**
     * Maps a body, or what was loaded from the PIM.
     *
     * @throws MappingException if the mapping fails, takes too long, or answers something else than requests
     */
    public MappingOutput map(JsonNode body) {
        return new OutputReader(file, extensions).read(program.apply(body, Map.of(CONFIGURATION, configuration), LONGEST));
    }
}
