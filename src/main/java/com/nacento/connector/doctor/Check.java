package com.nacento.connector.doctor;

import java.time.Duration;
import java.util.List;

/** One thing that must be right, looked at. Looking changes nothing of the shop's. */
interface Check {

    /** As monitoring knows it: {@code db_connect}. */
    String name();

    /** The checks that must be ok before this one can tell anything. */
    default List<String> needs() {
        return List.of();
    }

    /** After this there is no answer to wait for. */
    default Duration limit() {
        return Duration.ofSeconds(20);
    }

    /**
     * Looks.
     *
     * @throws SkippedException if what it needs is not to be had
     * @throws Exception        whatever goes wrong on the way: it fails the check
     */
    Finding look(Site site) throws Exception;
}
