package com.nacento.connector.message;

import com.nacento.connector.queue.OutgoingMessage;
import com.nacento.connector.queue.Publishable;
import com.nacento.connector.queue.ReceivedMessage;
import java.util.List;

/**
 * Messages that were handed back before, among those that were gathered. A quorum queue counts that, and drops a message when its
 * delivery limit is reached; one that is published anew and acknowledged counts from zero.
 *
 * @param gathered what a consumer has gathered
 */
public record ReturnedMessages(List<ReceivedMessage> gathered) implements Publishable {

    /** Those that were handed back, to be published once more, under the names by which they are known again. */
    @Override
    public List<OutgoingMessage> messages() {
        return gathered.stream().filter(message -> message.countedIn() != null)
                .map(message -> new OutgoingMessage(message.countedIn(), new MessageIdentity(message, null, 1).id(), message.body()))
                .toList();
    }

    /** All others. */
    public List<ReceivedMessage> others() {
        return gathered.stream().filter(message -> message.countedIn() == null).toList();
    }
}
