package com.nacento.connector.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.SyncError.Code;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ErrorMappingTest {

    private final ErrorMapping errors = new ErrorMapping();

    @Test
    void whatTheCallerCanMendIsTold() {
        Refusal refusal = errors.of(Refused.badRequest("\"%1\" is required.", "items"));

        assertThat(refusal.status()).isEqualTo(400);
        assertThat(refusal.answer().toJson()).isEqualTo("{\"message\":\"\\\"%1\\\" is required.\",\"parameters\":[\"items\"]}");
        assertThat(errors.of(Refused.notFound("No bulk %1.", "x")).status()).isEqualTo(404);
        assertThat(errors.of(Refused.tooLarge(5)).status()).isEqualTo(413);
    }

    @Test
    void anOutageSaysWhenToComeAgain() {
        Refusal refusal = errors.of(new Outage(Outage.Part.DATABASE, "the database cannot be reached", new IOException("away")));

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.secondsToWait()).isEqualTo("10");
        assertThat(refusal.answer().toJson()).doesNotContain("IOException");
    }

    @Test
    void aBrokerThatIsAwayIsNoDefect() {
        Refusal refusal = errors.of(new Outage(Outage.Part.BROKER, "the broker does not take messages", null));

        assertThat(refusal.status()).isEqualTo(503);
        assertThat(refusal.secondsToWait()).isEqualTo("10");
    }

    @Test
    void aFailureIsRecognisedInsideAnother() {
        assertThat(errors.of(new RuntimeException(new RuntimeException(Refused.tooLarge(5)))).status()).isEqualTo(413);
    }

    @Test
    void aDefectTellsItsReportIdAndNothingElse() {
        Refusal refusal = errors.of(new IllegalStateException("password=x"));

        assertThat(refusal.status()).isEqualTo(500);
        assertThat(refusal.secondsToWait()).isNull();
        assertThat(refusal.answer().message()).matches(
                "Internal Error\\. Details are available in the log\\. Report ID: nacento-[0-9a-f-]{36}");
    }

    @Test
    void aFailedSkuHasAStatusOfItsOwn() {
        assertThat(status(Code.PRODUCT_NOT_FOUND)).isEqualTo(404);
        assertThat(status(Code.INVALID_ITEM)).isEqualTo(400);
        assertThat(status(Code.STORAGE_UNAVAILABLE)).isEqualTo(503);
        assertThat(status(Code.DATABASE_UNAVAILABLE)).isEqualTo(503);
        assertThat(status(Code.INTERNAL)).isEqualTo(500);
        assertThat(errors.of(new SyncError(Code.INVALID_ITEM, "50 % \"x\"")).answer().toJson())
                .isEqualTo("{\"message\":\"invalid_item: 50 % \\\"x\\\"\",\"parameters\":[]}");
    }

    private int status(Code code) {
        return errors.of(new SyncError(code, "x")).status();
    }
}
