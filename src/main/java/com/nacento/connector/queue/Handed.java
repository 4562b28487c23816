package com.nacento.connector.queue;

/** A message that the broker was handed. */
public interface Handed {

    /** Whether the broker has said that it has it. */
    boolean isConfirmed();

    /** Whether it is known that the broker does not have it, or will not say whether it has. If neither, it is to be heard of. */
    boolean isLost();
}
