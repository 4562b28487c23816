package com.nacento.connector.message;

import static com.nacento.connector.message.OperationFixture.known;
import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.queue.ReceivedMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MessageIdentityTest {

    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final List<Map<String, Object>> TWO_ROWS = List.of(known(0, 5L, 1, null), known(0, 7L, 4, null));

    @Test
    void aMessageIsKnownByItsIdOrElseByItsContent() {
        assertThat(identity("m-1", false, BODY).id()).isEqualTo("m-1");
        String content = identity(null, false, BODY).id();
        assertThat(content).matches("sha256:[0-9a-f]{64}").isEqualTo(identity("", true, BODY).id());
        assertThat(identity("x".repeat(256), false, BODY).id()).as("longer than the column").isEqualTo(content);
        assertThat(identity(null, false, "[]".getBytes(StandardCharsets.UTF_8)).id()).isNotEqualTo(content);
    }

    @Test
    void aMessageWithAnIdOrAnOperationFindsItsRowAgain() {
        assertThat(identity("m-1", false, BODY).others(TWO_ROWS, false)).isZero();
        assertThat(identity(null, false, BODY).others(TWO_ROWS, true)).isZero();
        assertThat(MessageIdentity.own(TWO_ROWS, 0)).get().hasToString(TWO_ROWS.get(1).toString());
    }

    @Test
    void aMessageWithoutAnIdIsANewOneUnlessItIsRedeliveredOrJustWrittenDown() {
        assertThat(identity(null, true, BODY).others(TWO_ROWS, false)).isZero();
        long others = identity(null, false, BODY).others(TWO_ROWS, false);
        assertThat(MessageIdentity.own(TWO_ROWS, others)).isEmpty();
        List<Map<String, Object>> writtenDown = List.of(TWO_ROWS.get(0), TWO_ROWS.get(1), known(0, 8L, 4, null));
        assertThat(MessageIdentity.own(writtenDown, others)).get().hasToString(writtenDown.get(2).toString());
    }

    @Test
    void rowsThatOnlyTellOfTheBulkAreNoRequests() {
        assertThat(MessageIdentity.own(List.of(known(0, null, null, "2026-01-01")), 0)).isEmpty();
    }

    private static MessageIdentity identity(String messageId, boolean redelivered, byte[] body) {
        return new MessageIdentity(new ReceivedMessage(body, messageId, redelivered), null, 1);
    }
}
