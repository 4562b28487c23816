package com.nacento.connector.failure;

/** Asks whether the database works for others while something fails: a small write and read in a table of the connector's own. */
@FunctionalInterface
public interface Probe {

    /** @throws Exception what the database says if it does not */
    void write() throws Exception;
}
