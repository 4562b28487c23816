package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.Nacento;
import com.nacento.connector.database.OwnTables;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.ShopQueues;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.TestSettings;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UninstallTest {

    private static final int OWN_TABLES = OwnTables.NAMES.size();
    private static final String TABLES = "SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name "
            + "LIKE '%nacento%'";

    @TempDir
    Path folder;

    private MagentoShop shop;
    private ShopQueues queues;

    @BeforeEach
    void setUp() throws SQLException, IOException {
        shop = MagentoShop.open();
        queues = ShopQueues.of(shop);
        // no bucket and no token: neither is needed here
        Map<String, String> settings = TestSettings.of(shop, 8080, 9876);
        settings.remove("nacento.s3.bucket");
        settings.put("nacento.auth.mode", "token");
        TestSettings.write(folder.resolve("nacento.properties"), settings);
        assertThat(run("setup")).contains("exit 0", "created table", "created queue");
        assertThat(shop.number(TABLES)).isEqualTo(OWN_TABLES);
    }

    @AfterEach
    void removeQueues() throws SQLException {
        for (String queue : new String[] {ShopQueues.TOPIC, ShopQueues.BULK, ShopQueues.DEAD}) {
            if (queues.exists(queue)) {
                queues.delete(queue);
            }
        }
        queues.close();
        shop.close();
    }

    @Test
    void nothingOfTheConnectorsIsLeftAndTheShopIs() throws SQLException, IOException, TimeoutException {
        shop.addProduct("still-there");
        // of a source that is not configured any more
        queues.declare(ShopQueues.EVENTS, Map.of());
        assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 0", "deleted queue " + shop.topic(), "dropped table");
        assertThat(shop.number(TABLES)).isZero();
        assertThat(queues.exists(ShopQueues.TOPIC)).isFalse();
        assertThat(queues.exists(ShopQueues.BULK)).isFalse();
        assertThat(queues.exists(ShopQueues.DEAD)).isFalse();
        assertThat(queues.exists(ShopQueues.EVENTS)).isFalse();
        onBroker(channel -> channel.exchangeDeclarePassive("magento"));
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity WHERE sku = 'still-there'")).isEqualTo(1);

        assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 0", "nothing of the connector's");
    }

    @Test
    void whatIsLeftInAQueueIsNotThrownAwayWhateverIsSaid() throws SQLException {
        queues.publish(ShopQueues.DEAD, "m-1", "{}".getBytes(StandardCharsets.UTF_8));
        assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 1", "refused", shop.topic() + ".dead holds 1 messages");
        assertThat(shop.number(TABLES)).isEqualTo(OWN_TABLES);
        assertThat(queues.count(ShopQueues.DEAD)).isEqualTo(1);
        assertThat(queues.exists(ShopQueues.BULK)).isTrue();
    }

    @Test
    void aQueueThatSomebodyConsumesStays() throws IOException, TimeoutException, SQLException {
        try (Connection connection = TestServers.broker().connect(); Channel consumer = connection.createChannel()) {
            consumer.basicConsume(shop.topic(), false, (tag, message) -> {}, tag -> {});
            assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 1", "has 1 consumers");
        }
        assertThat(shop.number(TABLES)).isEqualTo(OWN_TABLES);
    }

    @Test
    void anExchangeNamedAsTheTopicGoesOnlyIfNothingIsBoundToIt() throws IOException, TimeoutException {
        onBroker(channel -> channel.exchangeDeclare(shop.topic(), "topic", true));
        onBroker(channel -> channel.queueDeclare(shop.topic() + ".other", true, false, false, null));
        onBroker(channel -> channel.queueBind(shop.topic() + ".other", shop.topic(), "x"));
        try {
            assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 0").doesNotContain("exchange");
            onBroker(channel -> channel.exchangeDeclarePassive(shop.topic()));
        } finally {
            onBroker(channel -> channel.queueDelete(shop.topic() + ".other"));
        }
        assertThat(run("setup")).contains("exit 0");
        assertThat(run("uninstall", "--remove-data", "--yes")).contains("exit 0", "deleted exchange " + shop.topic());
    }

    @Test
    void withoutBeingToldWhatItMeansAndWithoutAnAnswerNothingHappens() throws SQLException {
        assertThat(run("uninstall", "--yes")).contains("exit 2", "--remove-data");
        assertThat(run("uninstall", "--remove-data")).contains("exit 2", "--yes");
        assertThat(shop.number(TABLES)).isEqualTo(OWN_TABLES);
        assertThat(queues.exists(ShopQueues.TOPIC)).isTrue();
    }

    @Test
    void everyTableOfItsOwnIsDropped() {
        String statement = SqlFiles.packaged("drop-own-tables", Map.of("prefix", ""));
        assertThat(OwnTables.NAMES).allSatisfy(table -> assertThat(statement).contains(table));
    }

    private String run(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        String[] all = Arrays.copyOf(arguments, arguments.length + 2);
        all[arguments.length] = "--config";
        all[arguments.length + 1] = folder.resolve("nacento.properties").toString();
        int exit = Nacento.commandLine().setOut(writer).setErr(writer).execute(all);
        return text + "exit " + exit;
    }

    @FunctionalInterface
    private interface Step {
        Object on(Channel channel) throws IOException;
    }

    private static void onBroker(Step step) throws IOException, TimeoutException {
        BrokerAddress broker = TestServers.broker();
        try (Connection connection = broker.connect()) {
            step.on(connection.createChannel());
        }
    }
}
