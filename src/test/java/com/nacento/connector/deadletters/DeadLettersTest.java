package com.nacento.connector.deadletters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.queue.Connections;
import com.nacento.connector.testing.TestServers;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;

class DeadLettersTest {

    private static final String EXCHANGE = "magento";
    private static final Date SOME_TIME_AGO = new Date(1_700_000_000_000L);

    private final String topic = "test.letters." + UUID.randomUUID();
    private final BrokerAddress broker = TestServers.broker();
    private final RabbitSettings settings = new RabbitSettings(broker.host() + ":" + broker.port(), broker.user(), broker.password(),
            broker.vhost(), false, EXCHANGE, topic, 0);
    private final CachingConnectionFactory connections = Connections.create(settings);
    private final DeadLetters letters = new DeadLetters(connections, settings);
    private Connection connection;
    private Channel channel;

    @BeforeEach
    void connect() throws IOException, TimeoutException {
        connection = broker.connect();
        channel = connection.createChannel();
    }

    @AfterEach
    void removeQueues() throws IOException {
        connections.destroy();
        if (!channel.isOpen()) {
            channel = connection.createChannel();
        }
        for (String queue : List.of("", ".bulk", ".events", ".dead")) {
            channel.queueDelete(topic + queue);
        }
        connection.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void aLookChangesNothing(String type) throws IOException {
        declare(type);
        for (int i = 1; i <= 5; i++) {
            dead(own("A-" + i, i), "storage_unavailable: 403 a.jpg", 5);
        }

        for (int look = 0; look < 3; look++) {
            Listing listing = letters.list(3);
            assertThat(listing.total()).isEqualTo(5);
            assertThat(listing.letters()).hasSize(3);
        }
        Letter first = letters.list(100).letters().stream().filter(letter -> letter.skus().contains("A-1")).findFirst().orElseThrow();
        assertThat(first.reason()).isEqualTo("storage_unavailable: 403 a.jpg");
        assertThat(first.code()).isEqualTo("storage_unavailable");
        assertThat(first.attempts()).isEqualTo(5);
        assertThat(first.bulkUuid()).isEqualTo("bulk-1");
        assertThat(first.operationKey()).isEqualTo(1);
        assertThat(first.since()).isEqualTo(SOME_TIME_AGO.toInstant());
        assertThat(first.understood()).isTrue();
        assertThat(first.content()).contains("\"operations\"");

        List<GetResponse> after = takeAll(".dead");
        assertThat(after).hasSize(5).allSatisfy(message -> {
            assertThat(message.getProps().getHeaders().get("x-nacento-reason").toString()).isEqualTo("storage_unavailable: 403 a.jpg");
            assertThat(message.getProps().getHeaders().get("x-nacento-attempts").toString()).isEqualTo("5");
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getTimestamp()).isEqualTo(SOME_TIME_AGO);
        });
        assertThat(after).extracting(message -> message.getProps().getMessageId()).doesNotContainNull().doesNotHaveDuplicates();
    }

    @Test
    void aLookKeepsTheOrder() throws IOException {
        declare("classic");
        for (int i = 1; i <= 5; i++) {
            dead(item("O-" + i), "internal: x", 5);
        }
        letters.list(3);
        letters.list(4);
        assertThat(letters.list(100).letters()).extracting(letter -> letter.skus().get(0)).containsExactly("O-1", "O-2", "O-3", "O-4",
                "O-5");
    }

    /** RabbitMQ 4 drops what was put back 20 times; here it is 3 times, as an operator may have set it. */
    @Test
    void aQuorumQueueDoesNotDropALetterThatIsLookedAtOften() throws IOException {
        Map<String, Object> arguments = new HashMap<>(Map.of("x-queue-type", "quorum", "x-delivery-limit", 3));
        declare(arguments);
        dead(item("Q-1"), "internal: x", 5);
        dead("poison", "invalid_message: Not JSON", 1);

        for (int look = 0; look < 12; look++) {
            assertThat(letters.list(10).letters()).hasSize(2);
            assertThat(letters.replay(new Selection(Set.of(), Set.of("no such SKU"), Set.of())).replayed()).isZero();
        }
        assertThat(letters.list(10).letters()).extracting(Letter::reason).containsExactlyInAnyOrder("internal: x",
                "invalid_message: Not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "quorum"})
    void whatIsReplayedGoesWhereItsFormatIsWorkedOffAndTheRestStays(String type) throws IOException {
        declare(type);
        dead(own("A", 1), "storage_unavailable: 403 a.jpg", 5);
        dead(item("B"), "storage_unavailable: 403 b.jpg", 5);
        dead(magentos("C"), "storage_unavailable: 403 c.jpg", 5);
        dead(item("D"), "database_unavailable: too long", 5);
        dead("{broken", "invalid_message: Not JSON", 1);

        assertThat(letters.replay(new Selection(Set.of(), Set.of(), Set.of("storage_unavailable")))).isEqualTo(new Replay(3, 0));
        assertThat(takeAll(".bulk")).singleElement().satisfies(message -> {
            assertThat(text(message)).isEqualTo(own("A", 1));
            assertThat(message.getProps().getDeliveryMode()).isEqualTo(2);
            assertThat(message.getProps().getMessageId()).isNotBlank();
            assertThat(message.getProps().getHeaders() == null
                    || message.getProps().getHeaders().keySet().stream().noneMatch(name -> name.startsWith("x-nacento"))).isTrue();
        });
        assertThat(takeAll("")).extracting(DeadLettersTest::text).containsExactly(item("B"), magentos("C"));

        assertThat(letters.list(10).letters()).extracting(Letter::reason)
                .containsExactlyInAnyOrder("database_unavailable: too long", "invalid_message: Not JSON");
        assertThat(letters.replay(new Selection(Set.of(), Set.of("D"), Set.of("storage_unavailable"))).replayed()).as("both conditions")
                .isZero();
        assertThat(letters.replay(Selection.all())).as("what cannot be understood stays").isEqualTo(new Replay(1, 1));
        assertThat(letters.discard(Selection.all())).isEqualTo(1);
        assertThat(letters.list(10).total()).isZero();
    }

    @Test
    void anEventIsReplayedAsItCameWithTheNameOfItsSource() throws IOException {
        declare("classic");
        publish(".dead", "no JSON", new AMQP.BasicProperties.Builder().messageId("dead-1")
                .headers(Map.of("x-nacento-reason", "invalid_event: the body is no JSON", "nacento-source", "akeneo")).build());
        publish(".dead", "{}", new AMQP.BasicProperties.Builder().messageId("dead-2")
                .headers(Map.of("x-nacento-reason", "unknown_source: the message has no header nacento-source")).build());

        assertThat(letters.list(10).letters()).extracting(Letter::understood).containsExactly(true, false);
        assertThat(letters.replay(Selection.all())).isEqualTo(new Replay(1, 1));

        assertThat(takeAll(".events")).singleElement().satisfies(message -> {
            assertThat(text(message)).isEqualTo("no JSON");
            assertThat(message.getProps().getHeaders().keySet()).noneMatch(name -> name.startsWith("x-nacento"));
            assertThat(message.getProps().getHeaders().get("nacento-source").toString()).isEqualTo("akeneo");
            assertThat(message.getProps().getMessageId()).isNotBlank();
        });
    }

    @Test
    void aMessageThatIsKnownByItsIdKeepsItAndAnotherOneGetsANewOne() throws IOException {
        declare("classic");
        Map<String, Object> headers = new HashMap<>(Map.of("x-nacento-reason", "internal: x", "x-nacento-message-id", "of-the-pim"));
        publish(".dead", item("A"), new AMQP.BasicProperties.Builder().messageId("dead-1").headers(headers).build());
        dead(item("B"), "internal: x", 5);

        letters.replay(Selection.all());

        assertThat(takeAll("")).extracting(message -> message.getProps().getMessageId()).first().isEqualTo("of-the-pim");
    }

    @Test
    void oneLetterIsChosenByItsId() throws IOException {
        declare("classic");
        dead(item("A"), "internal: x", 5);
        dead(item("A"), "internal: y", 5);
        Letter second = letters.list(10).letters().get(1);

        assertThat(letters.replay(Selection.ofIds(List.of()))).isEqualTo(new Replay(0, 0));
        assertThat(letters.discard(Selection.ofIds(List.of(second.id())))).isEqualTo(1);
        assertThat(letters.list(10).letters()).extracting(Letter::reason).containsExactly("internal: x");
    }

    /** Nobody else sees what a walk has passed until it ends, so nothing is replayed twice. */
    @Test
    void manyAreReplayedInSlices() throws IOException {
        declare("classic");
        for (int i = 0; i < 450; i++) {
            dead(i % 3 == 0 ? item("K-" + i) : own("R-" + i, i), i % 3 == 0 ? "internal: keep" : "storage_unavailable: x", 5);
        }
        assertThat(letters.replay(new Selection(Set.of(), Set.of(), Set.of("storage_unavailable")))).isEqualTo(new Replay(300, 0));
        assertThat(takeAll(".bulk")).hasSize(300);
        assertThat(letters.list(1)).satisfies(listing -> {
            assertThat(listing.total()).isEqualTo(150);
            assertThat(listing.letters()).extracting(letter -> letter.skus().get(0)).containsExactly("K-0");
        });
    }

    @Test
    void aReplayThatTheBrokerDoesNotConfirmRemovesNothing() throws IOException {
        assumeTrue(broker.answersAsRabbit(), "only RabbitMQ has queues that refuse");
        declare("classic");
        channel.queueDelete(topic);
        channel.queueDeclare(topic, true, false, false, Map.of("x-max-length", 0, "x-overflow", "reject-publish"));
        channel.queueBind(topic, EXCHANGE, topic);
        dead(item("A"), "storage_unavailable: x", 5);
        dead(item("B"), "internal: x", 5);

        assertThatThrownBy(() -> letters.replay(Selection.all())).isInstanceOf(Outage.class);
        assertThat(letters.list(10).letters()).extracting(letter -> letter.skus().get(0)).containsExactly("A", "B");
    }

    @Test
    void aQueueThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> letters.list(10)).isInstanceOf(Outage.class).hasMessageContaining("NOT_FOUND")
                .hasMessageContaining(letters.queue());
        assertThatThrownBy(() -> letters.replay(Selection.all())).isInstanceOf(Outage.class).hasMessageContaining(letters.queue());
    }

    private void declare(String type) throws IOException {
        declare(type.equals("quorum") ? Map.of("x-queue-type", "quorum") : null);
    }

    private void declare(Map<String, Object> arguments) throws IOException {
        assumeTrue(arguments == null || broker.answersAsRabbit(), "only RabbitMQ has quorum queues");
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        for (String queue : List.of("", ".bulk", ".events", ".dead")) {
            channel.queueDeclare(topic + queue, true, false, false, arguments);
            channel.queueBind(topic + queue, EXCHANGE, topic + queue);
        }
        channel.confirmSelect();
    }

    private void dead(String body, String reason, int attempts) throws IOException {
        publish(".dead", body,
                new AMQP.BasicProperties.Builder().deliveryMode(2).messageId(UUID.randomUUID().toString()).timestamp(SOME_TIME_AGO)
                        .headers(Map.of("x-nacento-reason", reason, "x-nacento-attempts", attempts)).build());
    }

    private void publish(String queue, String body, AMQP.BasicProperties properties) throws IOException {
        channel.basicPublish(EXCHANGE, topic + queue, properties, body.getBytes(StandardCharsets.UTF_8));
        try {
            channel.waitForConfirms();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<GetResponse> takeAll(String queue) throws IOException {
        List<GetResponse> taken = new ArrayList<>();
        for (GetResponse message = channel.basicGet(topic + queue, true); message != null; message = channel.basicGet(topic + queue,
                true)) {
            taken.add(message);
        }
        return taken;
    }

    private static String text(GetResponse message) {
        return new String(message.getBody(), StandardCharsets.UTF_8);
    }

    private static String item(String sku) {
        return "{\"sku\":\"%s\",\"images\":[{\"file_path\":\"/a/b/c.jpg\"},{\"file_path\":\"/d/e/f.jpg\"}]}".formatted(sku);
    }

    private static String own(String sku, int id) {
        return "{\"v\":1,\"bulk_uuid\":\"bulk-1\",\"operations\":[{\"id\":%d,\"sku\":\"%s\",\"images\":[]}]}".formatted(id, sku);
    }

    private static String magentos(String sku) {
        return "{\"id\":null,\"bulk_uuid\":\"bulk-2\",\"topic_name\":\"t\",\"serialized_data\":\"{\\\"sku\\\":\\\"%s\\\",\\\"images\\\":[]}\"}"
                .formatted(sku);
    }
}
