package com.nacento.connector.queue;

import java.util.List;

/** Something that is handed to the broker: what has messages. */
public interface Publishable {

    /** Its messages, made when they are asked for. */
    List<OutgoingMessage> messages();
}
