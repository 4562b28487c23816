package com.nacento.connector.lab.stage;

import java.net.URI;

/** A running connector, however it was started. */
public interface ConnectorProcess extends AutoCloseable {

    /** Where its API answers, without a path: {@code http://127.0.0.1:8080}. */
    URI http();

    /** Where health and metrics answer, without a path. */
    URI management();

    boolean isAlive();

    /** Stops it and waits until it is gone. */
    @Override
    void close();
}
