package com.nacento.connector.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.pim.MappingException;
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.MappingOutput;
import com.nacento.connector.pim.Mappings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nacento map SOURCE FILE}: what a PIM's body becomes, without any server. */
@Command(name = "map", mixinStandardHelpOptions = true,
        description = "Prints the JSON that a body of a source becomes by its mapping: the items, what would be loaded from the PIM, "
                + "and which files are no pictures. Nothing is sent, asked for or written.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed, also if the body means nothing", "1:the mapping makes nothing of this body, or it cannot be read",
            "2:wrong option or setting, or a faulty mapping"},
        footerHeading = "%nExamples:%n",
        footer = {"  ./nacento map akeneo event.json", "  curl -s https://pim.example.com/... | ./nacento map akeneo /dev/stdin"})
public final class MapCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Parameters(index = "0", paramLabel = "SOURCE", description = "A name of nacento.sources.")
    private String source;

    @Parameters(index = "1", paramLabel = "FILE", description = "The body as the PIM sends it.")
    private Path file;

    @Mixin
    private ConfigFile config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws JsonProcessingException {
        SettingsInParts settings = config.settings();
        var mapping = settings.sources().required().stream().filter(each -> each.name().equals(source)).findFirst().orElseThrow(
                () -> new ParameterException(spec.commandLine(), "There is no source " + source + " among nacento.sources."));
        Mappings mappings = new Mappings(Map.of(source, mapping.mapping()), settings.work().required().extensions(),
                new MappingFiles(Path.of(""), settings.folder()));
        try (InputStream body = Files.newInputStream(file)) {
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(text(mappings.of(source).map(body)));
            return 0;
        } catch (MappingException e) {
            return failed(e.getMessage());
        } catch (IOException e) {
            return failed("it cannot be read: " + e);
        }
    }

    private static String text(MappingOutput output) throws JsonProcessingException {
        ObjectNode answer = JSON.createObjectNode();
        ArrayNode items = answer.putArray("items");
        output.items().forEach(items::add);
        ArrayNode load = answer.putArray("load");
        for (LoadKey key : output.load()) {
            ObjectNode shown = load.addObject().put(key.kind().name().toLowerCase(Locale.ROOT), key.value());
            if (key.time() != null) {
                shown.put(MappingOutput.EVENT_TIME, key.time().toString());
            }
        }
        answer.put("skipped", output.skipped());
        output.noPictures().first().forEach(answer.putArray("no_pictures")::add);
        return JSON.writeValueAsString(answer);
    }

    private int failed(String why) {
        spec.commandLine().getErr().println(file + ": " + why);
        return 1;
    }
}
