package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.Nacento;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MapCommandTest {

    @TempDir
    Path folder;

    private final StringWriter err = new StringWriter();

    @Test
    void aBodyIsShownAsWhatItBecomesWithoutAnyServer() throws IOException {
        settings("nacento.source.a.mapping=akeneo-event-platform", "nacento.source.a.images=picture");

        JsonNode shown = new ObjectMapper().readTree(map(0, "a", "{\"type\":\"com.akeneo.pim.v1.product.updated\","
                + "\"time\":\"2024-02-22T17:31:00Z\",\"data\":{\"product\":{\"uuid\":\"u\"}}}"));

        assertThat(shown)
                .isEqualTo(new ObjectMapper().readTree("{\"items\":[],\"load\":[{\"uuid\":\"u\",\"event_time\":\"2024-02-22T17:31:00Z\"}],"
                        + "\"skipped\":0,\"no_pictures\":[]}"));
    }

    @Test
    void filesThatAreNoPicturesAreNamed() throws IOException {
        settings("nacento.source.a.mapping=pimcore", "nacento.source.a.images=image_1;image_2", "nacento.images.extensions=jpg");

        JsonNode shown = new ObjectMapper().readTree(map(0, "a", "{\"general\":{\"eventName\":\"pimcore.dataobject.postUpdate\","
                + "\"timestamp\":1690975273},\"subject\":{\"sku\":\"A\",\"image_1\":\"/a.jpg\",\"image_2\":\"/b.png\"}}"));

        assertThat(shown.at("/items/0/images")).hasSize(1);
        assertThat(shown.path("no_pictures")).hasSize(1).first().extracting(JsonNode::asText).isEqualTo("/b.png");
    }

    @Test
    void whatFailsSaysWhere() throws IOException {
        Files.writeString(folder.resolve("own.jq"), ".a | keys");
        settings("nacento.source.a.mapping=file:own.jq");

        map(1, "a", "{\"a\":1}");
        assertThat(err.toString()).contains("body.json: ").contains("own.jq: ");
        map(1, "a", "no JSON");
        assertThat(err.toString()).contains("Not JSON at line 1");
    }

    @Test
    void aFaultyMappingAndAnUnknownSourceAreUsage() throws IOException {
        Files.writeString(folder.resolve("own.jq"), "{items: [}");
        settings("nacento.source.a.mapping=file:own.jq");

        map(2, "a", "{}");
        assertThat(err.toString()).contains("own.jq, line 1, column 10");
        map(2, "b", "{}");
        assertThat(err.toString()).contains("no source b");
    }

    private void settings(String... lines) throws IOException {
        Files.writeString(folder.resolve("test.properties"), "nacento.sources=a\n" + String.join("\n", lines));
    }

    private String map(int exit, String source, String body) throws IOException {
        Files.writeString(folder.resolve("body.json"), body);
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(Nacento.commandLine().setErr(new PrintWriter(err)).execute("map", source, folder.resolve("body.json").toString(),
                    "--config", folder.resolve("test.properties").toString())).isEqualTo(exit);
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
