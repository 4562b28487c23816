package com.nacento.connector.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ItemFileTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"sku\":\"A\",\"images\":[{\"position\":1.50}]}\n{\"sku\":7}\n",
        "[{\"sku\":\"A\",\"images\":[{\"position\":1.50}]},{\"sku\":7}]",
        "{\"request\":{\"request_id\":\"op\",\"x\":[1],\"items\":[{\"sku\":\"A\",\"images\":[{\"position\":1.50}]}, "
                + "{\"sku\":7}]},\"after\":{}}",
        "{\"items\":[{\"sku\":\"A\", \"images\":\n[{\"position\":1.50}]},{\"sku\":7}]}",
        "\uFEFF{\"images\":[],\"sku\":\"A\"}\n\n{\"sku\":7}"})
    void itemsComeOneByOneWhateverTheForm(String content) throws IOException {
        Path file = write(content);

        assertThat(ItemFile.count(file)).isEqualTo(2);
        assertThat(items(file)).extracting(Item::sku).containsExactly("A", "7");
        assertThat(text(items(file).get(1))).isEqualTo("{\"sku\":7}");
        assertThat(text(items(file).get(0))).doesNotContain("\n").satisfiesAnyOf(
                item -> assertThat(item).isEqualTo("{\"sku\":\"A\",\"images\":[{\"position\":1.50}]}"),
                item -> assertThat(item).isEqualTo("{\"images\":[],\"sku\":\"A\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"sku\":\"A\"}", "[{\"sku\":\"A\"}]", "{\"request\":{\"items\":[{\"sku\":\"A\"}]}}", "{\"items\":[]}"})
    void theEndStaysTheEnd(String content) throws IOException {
        try (ItemFile file = ItemFile.open(write(content))) {
            assertThat(Stream.generate(file::next).limit(5)).as("one or none, and then none").filteredOn(Objects::nonNull)
                    .hasSizeLessThan(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"request_id\":\"op\",\"source\":\"erp\",\"items\":[{\"sku\":\"A\",\"mode\":\"merge\"}],\"mode\":\"replace\"}",
        "{\"mode\":\"merge\",\"request\":{\"source\":\"erp\",\"request_id\":\"op\",\"mode\":\"replace\",\"items\":[{\"sku\":\"A\"}]}}"})
    void whatIsSaidOfAllItemsIsKnownWhereverItStands(String content) throws IOException {
        try (ItemFile file = ItemFile.open(write(content))) {
            assertThat(file.said()).hasToString("{\"source\":\"erp\",\"mode\":\"replace\"}");
            assertThat(new String(Bulk.next(file, 5).body(), StandardCharsets.UTF_8)).startsWith("{\"request\":{\"request_id\":"
                    + "\"items.json from item 1\",\"source\":\"erp\",\"mode\":\"replace\",\"items\":[{\"sku\":\"A\"");
        }
    }

    @Test
    void anItemWithoutASkuIsSentAsItIs() throws IOException {
        Path file = write("[{\"images\":[]},{\"sku\":null},\"text\",{}]");
        assertThat(items(file)).extracting(Item::sku).containsExactly("", "", "", "");
        assertThat(items(file)).extracting(ItemFileTest::text).containsExactly("{\"images\":[]}", "{\"sku\":null}", "\"text\"", "{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "true", "[{\"sku\":\"A\"}", "[{\"sku\":\"A\"}] {}", "{\"sku\":\"A\"}\n{\"sku\":",
        "{\"sku\":\"A\"}\n{'sku':1}", "{\"request\":{\"items\":5}}",
        "{\"request\":{\"items\":[]}", "sku;image"})
    void whatIsNoFileOfItemsIsRefusedWithItsName(String content) throws IOException {
        Path file = write(content);
        assertThatThrownBy(() -> ItemFile.count(file)).isInstanceOf(UnreadableItemsException.class).hasMessageContaining(file.toString())
                .hasMessageNotContaining("\n");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("items.json"), content);
    }

    private static List<Item> items(Path path) throws IOException {
        List<Item> items = new ArrayList<>();
        try (ItemFile file = ItemFile.open(path)) {
            for (Item item = file.next(); item != null; item = file.next()) {
                items.add(item);
            }
        }
        return items;
    }

    private static String text(Item item) {
        return new String(item.json(), StandardCharsets.UTF_8);
    }
}
