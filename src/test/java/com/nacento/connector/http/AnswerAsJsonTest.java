package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class AnswerAsJsonTest extends RouteTest {

    @Test
    void anAnswerIsJsonWithNullsWrittenOut() {
        Exchange answer = send(Samples.failed(0, "Größe", SyncError.Code.PRODUCT_NOT_FOUND));

        assertThat(new String(answer.getMessage().getBody(byte[].class), StandardCharsets.UTF_8))
                .isEqualTo("{\"sku\":\"Größe\",\"product_id\":null,"
                        + "\"image_stats\":{\"inserted\":0,\"updated_value\":0,\"updated_meta\":0,\"skipped_no_change\":0,\"removed\":0,\"warnings\":[]},"
                        + "\"error\":\"product_not_found: because\"}");
    }

    @Test
    void noHeaderOfTheRequestIsEchoed() {
        Exchange answer = send(Map.of(), Map.of("Authorization", "Bearer secret", "X-Anything", "1"));

        assertThat(answer.getMessage().getHeaders()).containsExactly(Map.entry("Content-Type", "application/json; charset=utf-8"));
    }

    @Test
    void aBareNumberIsAnAnswerToo() {
        assertThat(send(3L).getMessage().getBody(String.class)).isEqualTo("3");
    }
}
