package com.nacento.connector.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.JourneyTest;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that does not say well what is to go takes nothing away, and writes nothing else either. */
class BadTermsTest extends JourneyTest {

    private static final String ITEMS = "\"items\":[{\"sku\":\"BAD\",\"images\":[{\"file_path\":\"/b/new.jpg\"}]}]";

    private Galleries galleries;

    @BeforeAll
    void fill() throws Exception {
        galleries = new Galleries(shop);
        shop.addProduct("BAD");
        shop.addProduct("GOOD");
        shop.putImage("/b/old.jpg", "old");
        shop.putImage("/b/new.jpg", "new");
        connector.sync("BAD", "{\"images\":[{\"file_path\":\"/b/old.jpg\",\"slot\":\"front\"}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\":\"Replace\"", "\"mode\":\"remove\"", "\"mode\":true", "\"mode\":[\"replace\"]", "\"source\":\"\"",
        "\"source\":\"ERP\"", "\"source\":\"my pim\"", "\"source\":\"012345678901234567890123456789012\"", "\"source\":1",
        "\"max_removals\":101", "\"max_removals\":-1", "\"max_removals\":\"all\"", "\"max_removals\":20.5", "\"max_removals\":[]",
        "\"allow_empty\":\"perhaps\"", "\"allow_empty\":2", "\"allow_empty\":{}"})
    void whatIsWrongWithTheEnvelopeIsABadRequest(String terms) throws Exception {
        List<String> before = galleries.everything();
        String field = terms.substring(1, terms.indexOf('"', 1));
        for (Answer answer : List.of(connector.bulk("{\"request\":{" + terms + "," + ITEMS + "}}"),
                connector.bulk("{" + ITEMS + "," + terms + "}"),
                connector.bulkAsync("{" + terms + "," + ITEMS + "}"),
                connector.sync("BAD", "{" + terms + ",\"images\":[{\"file_path\":\"/b/new.jpg\"}]}"))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(400);
            assertThat(answer.json().at("/parameters/0").textValue()).startsWith(field + ": must be ");
        }
        assertThat(galleries.everything()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\":\"remove\",\"images\":[]", "\"mode\":\"replace\",\"allow_empty\":\"perhaps\",\"images\":[]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":\"a\"},{\"file_path\":\"/b/old.jpg\",\"slot\":\"a\"}]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":\"a\"},{\"file_path\":\"/b/new.jpg\",\"slot\":\"a\"}]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":5}]", "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":[\"a\"]}]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":\" \"}]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":\"01234567890123456789012345678901234567890123456789012345678901234\"}]",
        "\"images\":[],\"empty_slots\":\"front\"", "\"images\":[],\"empty_slots\":[1]", "\"images\":[],\"empty_slots\":[null]",
        "\"images\":[],\"empty_slots\":[\"front\",\"front\"]", "\"images\":[],\"empty_slots\":[\"\"]",
        "\"images\":[{\"file_path\":\"/b/new.jpg\",\"slot\":\"front\"}],\"empty_slots\":[\"front\"]"})
    void whatIsWrongWithAnItemRefusesTheItemAlone(String item) throws Exception {
        List<String> before = galleries.everything();

        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"BAD\"," + item + "},{\"sku\":\"GOOD\",\"images\":[]}]}");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.result(0).path("error").textValue()).startsWith("invalid_item: ");
        assertThat(answer.result(1).path("error").isNull()).isTrue();
        assertThat(answer.json().at("/stats/removed").intValue()).isZero();
        assertThat(connector.sync("BAD", "{" + item + "}").status()).isEqualTo(400);
        assertThat(galleries.everything()).isEqualTo(before);
    }

    @Test
    void anItemOfABulkHasNoSourceOfItsOwn() throws Exception {
        Answer answer = connector.bulk("{\"items\":[{\"sku\":\"GOOD\",\"source\":\"erp\",\"max_removals\":5,\"images\":[]}]}");

        assertThat(answer.result(0).at("/image_stats/warnings").toString())
                .isEqualTo("[\"unknown_field: source\",\"unknown_field: max_removals\"]");
    }
}
