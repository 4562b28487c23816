package com.nacento.connector.http;

/** Those who watch the page. */
public interface Watchers {

    boolean isWatched();

    /** Tells all of them the same. */
    void send(String json);
}
