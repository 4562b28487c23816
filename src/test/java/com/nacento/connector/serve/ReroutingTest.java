package com.nacento.connector.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import com.nacento.connector.testing.ShopQueues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ends of the publishing routes are settings: an operator leads them elsewhere without touching a route. */
class ReroutingTest extends QueueJourneyTest {

    @TempDir
    private static Path directory;

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "1",
                "nacento.route.publish-gallery-messages.to", "file:" + directory + "/messages",
                "nacento.route.publish-dead-letters.to", "file:" + directory + "/dead");
    }

    @Test
    void messagesGoWhereTheSettingLeadsThem() throws SQLException, IOException {
        String uuid = Bulks.uuid(connector.bulkAsync(request(item("re-1", "/r/e/re.jpg", "elsewhere"))));
        List<Path> written = files("messages");
        assertThat(written).hasSize(1);
        JsonNode message = new ObjectMapper().readTree(Files.readAllBytes(written.get(0)));
        assertThat(message.path("bulk_uuid").textValue()).isEqualTo(uuid);
        assertThat(message.path("operations").findValuesAsText("sku")).containsExactly("re-1");
        assertThat(bulks.statuses(uuid)).containsExactly("1:4");
        assertThat(queues.count(ShopQueues.BULK)).isZero();
    }

    @Test
    void deadLettersGoWhereTheSettingLeadsThem() throws IOException {
        await().atMost(Duration.ofSeconds(30)).until(() -> queues.exists(ShopQueues.TOPIC));
        queues.publish("nobody understands this");
        await().atMost(Duration.ofSeconds(30)).until(() -> files("dead").size() == 1);
        assertThat(files("dead").get(0)).content().isEqualTo("nobody understands this");
        assertThat(queues.count(ShopQueues.DEAD)).isZero();
    }

    private static List<Path> files(String folder) {
        if (!Files.isDirectory(directory.resolve(folder))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory.resolve(folder))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
