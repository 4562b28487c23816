package com.nacento.connector.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.RequestTerms;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeReadingTest {

    private final BodyReader reader = new BodyReader(new ImagePathRules("shop", "", List.of("jpg")), 3);

    @Test
    void bothFormsOfABulkAreRead() {
        String inner = "{\"request_id\":\"op-1\",\"items\":[{\"sku\":\"A\",\"images\":[]},{\"images\":[],\"sku\":\"B\"}]}";
        for (String body : List.of(inner, "{\"request\":" + inner + "}")) {
            BulkEnvelope envelope = read(body);
            assertThat(envelope.requestId()).isEqualTo("op-1");
            assertThat(envelope.skus()).containsExactly("A", "B");
            assertThat(envelope.size()).isEqualTo(2);
            assertThat(envelope.warnings()).isEmpty();
            assertThat(reader.items(stream(body), RequestTerms.PLAIN)).toIterable().extracting("sku").containsExactly("A", "B");
        }
    }

    @Test
    void anEmptyListOfItemsIsFine() {
        assertThat(read("{\"items\":[]}").size()).isZero();
        assertThat(reader.items(stream("{\"items\":[]}"), RequestTerms.PLAIN).hasNext()).isFalse();
    }

    @Test
    void aRequestIdMayBeANumberOrNull() {
        assertThat(read("{\"items\":[],\"request_id\":42}").requestId()).isEqualTo("42");
        assertThat(read("{\"items\":[],\"request_id\":null}").requestId()).isNull();
        assertRefused("{\"items\":[],\"request_id\":{}}", "\"request_id\" value's type is invalid");
        assertRefused("{\"items\":[],\"request_id\":\"\\ud800\"}", "half a surrogate pair");
    }

    @Test
    void itemsWithoutASkuKeepTheirPlace() {
        assertThat(read("{\"items\":[{},5,{\"sku\":null},{\"sku\":12},{\"sku\":[\"x\"]},{\"sku\":\"A\",\"sku\":\"B\"},[[]]]}").skus())
                .containsExactly("", "", "", "12", "", "B", "");
    }

    @Test
    void unknownFieldsOfTheEnvelopeAreWarnedAboutOnce() {
        assertThat(read("{\"request\":{\"items\":[],\"x\":{\"items\":[1]}},\"x\":1,\"requestId\":[1]}").warnings())
                .containsExactly("unknown_field: x", "unknown_field: requestId");
        assertThat(read("{\"request_id\":\"a\",\"request\":{\"items\":[]}}").warnings()).containsExactly("unknown_field: request_id");
    }

    @Test
    void aFloodOfUnknownFieldsMakesNoFloodOfWarnings() {
        StringBuilder body = new StringBuilder("{\"items\":[]");
        for (int i = 0; i < 1000; i++) {
            body.append(",\"f").append(i).append("\":0");
        }
        assertThat(read(body.append('}').toString()).warnings()).hasSize(21).last().isEqualTo("unknown_field: … and others");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":null}", "{\"request\":{}}", "{\"request\":null}", "{\"x\":{\"items\":[]}}"})
    void aBulkWithoutItemsIsRefused(String body) {
        assertRefused(body, "\"items\" is required. Enter and try again.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":{}}", "{\"items\":\"x\"}", "{\"request\":{\"items\":5}}", "{\"request\":[]}", "[]", "\"x\"", "null",
        "5"})
    void wrongTypesOfTheEnvelopeAreRefused(String body) {
        assertRefused(body, "type is invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[],\"items\":[]}", "{\"items\":[],\"request\":{\"items\":[]}}",
        "{\"request\":{\"items\":[]},\"items\":[]}",
        "{\"request\":{\"items\":[]},\"request\":{\"items\":[]}}", "{\"items\":[],\"request_id\":\"a\",\"request_id\":\"a\"}",
        "{\"items\":[],\"x\":1,\"x\":2}",
        "{\"request\":{\"items\":[],\"x\":1,\"x\":2}}", "{\"items\":null,\"items\":[]}"})
    void whatIsGivenTwiceInTheEnvelopeIsRefused(String body) {
        assertRefused(body, "was given more than once");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"items\":[]", "{\"items\":[]}}", "{\"items\":[]} x", "{\"items\":[]}{}", "{items:[]}", "{\"items\":[,]}",
        "{\"items\":[1,]}",
        "{\"items\":[NaN]}", "{'items':[]}", "{\"items\":[\"a\nb\"]}", "{\"items\":[\"\\x\"]}", "{\"items\":[01]}", "", "   ", "\0",
        "<xml/>",
        "{\"items\":[]}\0", "{\"items\":[{\"sku\":\"A\",\"images\":[{\"file_path\":\"/a.jpg\"}]},{\"sku\""})
    void whatIsNotJsonToTheEndIsRefused(String body) {
        assertRefused(body, "Decoding error.");
    }

    @Test
    void aDecodingErrorSaysWhere() {
        MalformedBody refusal = catchThrowableOfType(MalformedBody.class, () -> read("{\"items\":\n  [oops]}"));
        assertThat(refusal.getMessage()).isEqualTo("Decoding error. Not JSON at line %1, column %2.");
        assertThat(refusal.parameters()).first().isEqualTo(2);
        assertThat(refusal.text()).contains("line 2, column ");
    }

    @Test
    void bombsAreRefused() {
        assertRefused("{\"items\":[" + "[".repeat(100_000), "Nested too deep");
        assertRefused("{\"items\":[],\"x\":" + "{\"a\":".repeat(5000) + "1" + "}".repeat(5000) + "}", "Nested too deep");
        assertRefused("{\"items\":[],\"x\":\"" + "a".repeat(1_100_000) + "\"}", "too long");
        assertRefused("{\"items\":[{\"images\":[{\"label\":\"" + "a".repeat(1_100_000) + "\"}]}]}", "too long");
        assertRefused("{\"items\":[" + "9".repeat(5000) + "]}", "too long");
        assertRefused("{\"items\":[],\"" + "n".repeat(5000) + "\":1}", "too long");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void otherEncodingsAreRefused(String charset) {
        byte[] body = "{\"items\":[]}".getBytes(Charset.forName(charset));
        assertThatThrownBy(() -> reader.readEnvelope(new ByteArrayInputStream(body)))
                .isInstanceOf(MalformedBody.class).hasMessageStartingWith("Decoding error.");
    }

    @Test
    void brokenUtf8IsRefusedWhereverItStands() {
        for (String hex : List.of("ff", "c080", "eda080", "f4908080", "c3")) {
            String body = "{\"items\":[{\"sku\":\"" + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1)
                    + "\"}]}";
            assertThatThrownBy(() -> reader.readEnvelope(new ByteArrayInputStream(body.getBytes(StandardCharsets.ISO_8859_1))))
                    .as(hex).isInstanceOf(MalformedBody.class).hasMessage("Decoding error. The body is not UTF-8.");
        }
    }

    @Test
    void aByteOrderMarkOfUtf8IsSkipped() {
        assertThat(read("\uFEFF{\"items\":[]}").size()).isZero();
    }

    @Test
    void aBodyThatCannotBeReadIsNotTheCallersFault() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };
        assertThatThrownBy(() -> reader.readEnvelope(broken)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void whatIsSaidOfTheWholeBulkIsReadInBothForms() {
        String inner = "\"source\":\"erp_2-x\",\"mode\":\"replace\",\"allow_empty\":\"1\",\"max_removals\":\"5\",\"items\":[]}";
        for (String body : List.of("{" + inner, "{\"request\":{" + inner + "}")) {
            assertThat(read(body).terms()).isEqualTo(new RequestTerms("erp_2-x", true, true, 5, List.of()));
            assertThat(read(body).warnings()).isEmpty();
        }
    }

    @Test
    void whereNothingIsSaidTheSettingsHold() {
        BodyReader replacing = new BodyReader(new ImagePathRules("shop", "", List.of("jpg")), 3, RequestTerms.PLAIN.replacing());
        String body = "{\"items\":[],\"source\":null,\"mode\":null,\"allow_empty\":null,\"max_removals\":null}";
        assertThat(read(body).terms()).isEqualTo(RequestTerms.PLAIN);
        assertThat(replacing.readEnvelope(stream(body)).terms()).isEqualTo(RequestTerms.PLAIN.replacing());
        assertThat(replacing.readEnvelope(stream("{\"mode\":\"merge\",\"items\":[]}")).terms()).isEqualTo(RequestTerms.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"mode\":\"replace\",\"request\":{\"items\":[]}}", "{\"request\":{\"items\":[]},\"mode\":\"replace\"}"})
    void besideTheRequestTheyMeanNothing(String body) {
        assertThat(read(body).terms()).isEqualTo(RequestTerms.PLAIN);
        assertThat(read(body).warnings()).containsExactly("unknown_field: mode");
    }

    @Test
    void slotsAreNoMatterOfTheWholeBulk() {
        assertThat(read("{\"items\":[],\"empty_slots\":[\"front\"],\"slot\":\"front\"}").warnings())
                .containsExactly("unknown_field: empty_slots", "unknown_field: slot");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"mode\":\"REPLACE\"", "\"mode\":1", "\"mode\":\"\"", "\"source\":\"Pim\"", "\"source\":\"\"", "\"source\":12",
        "\"max_removals\":101", "\"max_removals\":-1", "\"max_removals\":true", "\"allow_empty\":\"yes\"", "\"allow_empty\":[]"})
    void whatIsNotWellSaidOfTheBulkRefusesIt(String terms) {
        assertRefused("{" + terms + ",\"items\":[]}", terms.substring(1, terms.indexOf('"', 1)) + ": must be ");
        assertRefused("{\"items\":[]," + terms + "," + terms + "}", "was given more than once");
    }

    private BulkEnvelope read(String body) {
        return reader.readEnvelope(stream(body));
    }

    private void assertRefused(String body, String why) {
        assertThatThrownBy(() -> read(body)).isInstanceOfSatisfying(MalformedBody.class, e -> assertThat(e.text()).contains(why));
    }

    private static InputStream stream(String body) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }
}
