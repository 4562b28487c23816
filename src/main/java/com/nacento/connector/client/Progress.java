package com.nacento.connector.client;

/** How far a run is, shown while it goes on. Called from several threads. */
public interface Progress extends AutoCloseable {

    /** @param failed how many of them failed */
    void add(int items, int failed);

    /** Something that the user should know meanwhile. */
    void note(String line);

    @Override
    void close();
}
