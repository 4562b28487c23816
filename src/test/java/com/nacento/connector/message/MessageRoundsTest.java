package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.RepeatedFailures;
import com.nacento.connector.queue.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MessageRoundsTest {

    private static final int SKUS = 45_000;

    @Test
    void aMessageOfManySkusIsWorkedOffInRoundsThatKnowTheirPlaces() {
        String items = items(n -> "{\"sku\":\"SKU-" + n + "\",\"images\":[]}");
        for (String body : List.of("{\"items\":" + items + "}", "{\"request\":{\"items\":" + items + "}}",
                "{\"v\":1,\"operations\":" + items + "}")) {
            List<MessageWork> rounds = rounds(message("m-1", body));

            assertThat(rounds).extracting(round -> round.call().skus().size()).containsExactly(20_000, 20_000, 5_000);
            assertThat(rounds.get(2).call().skus()).startsWith("SKU-40000").endsWith("SKU-44999");
            assertThat(lookUpOfLast(rounds.get(2))).contains("\"message_id\":\"m-1\",\"place\":40001}")
                    .endsWith("\"place\":45000}]");
        }
    }

    @Test
    void itsPartsAreBoundedByTheirBytesToo() {
        String image = "{\"file_path\":\"/a/b/%s.jpg\",\"label\":\"" + "x".repeat(250) + "\"}";
        List<MessageWork> rounds = rounds(message("m-1", "{\"items\":" + items(n -> "{\"sku\":\"SKU-" + n + "\",\"images\":["
                + image.formatted("1") + "," + image.formatted("2") + "," + image.formatted("3") + "]}") + "}"));

        assertThat(rounds).allSatisfy(round -> assertThat(round.call().skus().size()).isLessThan(20_000));
        assertThat(rounds.stream().mapToInt(round -> round.call().skus().size()).sum()).isEqualTo(SKUS);
    }

    @Test
    void smallMessagesBeforeAndBehindItAreNotLost() {
        String large = "{\"items\":" + items(n -> "{\"sku\":\"SKU-" + n + "\",\"images\":[]}") + "}";
        List<MessageWork> rounds = rounds(message("m-1", "{\"sku\":\"before\",\"images\":[]}"), message("m-2", large),
                message("m-3", "{\"sku\":\"behind\",\"images\":[]}"));

        List<String> skus = new ArrayList<>();
        rounds.forEach(round -> skus.addAll(round.call().skus()));
        assertThat(skus).hasSize(SKUS + 2).startsWith("before", "SKU-0").endsWith("SKU-44999", "behind");
        assertThat(rounds).hasSize(3);
    }

    @Test
    void ofOperationsWithTheSameNumberInAMessageOnlyTheFirstHasItHoweverFarTheyAreApart() {
        List<MessageWork> rounds = rounds(message("m-1", "{\"v\":1,\"bulk_uuid\":\"" + OperationFixture.BULK + "\",\"operations\":"
                + items(n -> "{\"id\":" + n % 44_000 + ",\"sku\":\"SKU-" + n + "\",\"images\":[]}") + "}"));

        assertThat(lookUpOfLast(rounds.get(2)))
                .contains("{\"bulk_uuid\":\"" + OperationFixture.BULK + "\",\"operation_key\":43999,\"message_id\":null,\"place\":44000}",
                        "{\"bulk_uuid\":\"" + OperationFixture.BULK + "\",\"operation_key\":null,\"message_id\":\"m-1\",\"place\":44001}");
    }

    private static List<MessageWork> rounds(ReceivedMessage... messages) {
        MessageRounds rounds = new MessageRounds(List.of(messages), new GalleryMessageReader(OperationFixture.PATHS, 1000),
                () -> new MessageWork(Messages.MOST_SKUS, OperationFixture.format(100), OperationFixture.LIMITS, 2, Duration.ZERO,
                        () -> false, () -> {},
                        new RepeatedFailures()));
        List<MessageWork> all = new ArrayList<>();
        rounds.forEachRemaining(round -> all.add(found(round)));
        return all;
    }

    /** Nothing is known of its requests. */
    private static MessageWork found(MessageWork round) {
        round.slices().forEach(slice -> slice.known(List.of(Map.of("item", 0))));
        return round;
    }

    private static String lookUpOfLast(MessageWork round) {
        List<RequestSlice> slices = round.slices();
        return slices.get(slices.size() - 1).lookUp().get("message_requests").toString();
    }

    private static ReceivedMessage message(String id, String body) {
        return new ReceivedMessage(body.getBytes(StandardCharsets.UTF_8), id, false);
    }

    private static String items(IntFunction<String> item) {
        return IntStream.range(0, SKUS).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }
}
