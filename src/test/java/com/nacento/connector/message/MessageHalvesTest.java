package com.nacento.connector.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.failure.SyncError;
import com.nacento.connector.failure.SyncError.Code;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.OperationStatus;
import com.nacento.connector.gallery.RequestTerms;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.queue.ReceivedMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessageHalvesTest {

    private static final SyncError REFUSED = SyncError.internal("refused", "id");
    private static final int TRIES = 2;

    @Test
    void whatIsToBeNotedAsWaitingForItsProductIsNotLostIfThatIsRefused() {
        MessageItem waits = waiting();
        MessageHalves halves = new MessageHalves(List.of(waits));

        List<MessageItem> blamed = halves.refused();

        assertThat(blamed).containsExactly(waits);
        assertThat(halves.current()).as("it is tried again").containsExactly(waits);
        blamed.forEach(item -> item.refused(REFUSED, TRIES));
        assertThat(waits.isWaitUnreported()).isTrue();
        halves.refused().forEach(item -> item.refused(REFUSED, TRIES));
        assertThat(waits.state()).as("and fails in the end, with a dead letter").isEqualTo(OperationStatus.RETRIABLY_FAILED);
        assertThat(waits.needsLetter()).isTrue();
    }

    private static MessageItem waiting() {
        GalleryItem item = new GalleryItem(0, "NEW", RequestTerms.PLAIN.ofEvent(Instant.now()), List.of(GalleryImage.named("/n/e/new.jpg")),
                List.of(), null);
        MessageItem waits = new MessageItem(new MessageIdentity(new ReceivedMessage(new byte[0], "m-1", false), null, 1), item, null, null);
        waits.known(List.of(OperationFixture.known(0, 5L, 4, null)));
        SyncError unknown = new SyncError(Code.PRODUCT_NOT_FOUND, "no product");
        waits.took(SkuResult.failed(0, "NEW", null, unknown, List.of()), TRIES, Duration.ofDays(36_500));
        assertThat(waits.state()).isEqualTo(OperationStatus.AWAITING);
        return waits;
    }
}
