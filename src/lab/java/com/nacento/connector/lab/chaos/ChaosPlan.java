package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.EmbeddedDatabase;
import java.util.Set;

/**
 * What a fault test does.
 *
 * @param seed      of everything that is left to chance
 * @param skus      products that requests name
 * @param kills     of a connector
 * @param waves     how often it comes to rest, is compared, and has its bucket changed
 * @param instances of the connector
 * @param faults    which of them
 * @param outage    milliseconds that a fault lasts at the most
 * @param lock      milliseconds that a table is locked at the most
 * @param rounds    how often each fault happens at least
 * @param amqp      a broker that is given, {@code amqp://user:password@host:port/vhost}, or {@code null}
 * @param database  its server
 */
record ChaosPlan(long seed, int skus, int kills, int waves, int instances, Set<Fault> faults, int outage, int lock, int rounds,
        String amqp, EmbeddedDatabase.Product database) {

    /** The form for a suite of tests. */
    static ChaosPlan brief(long seed, Set<Fault> faults, String amqp, EmbeddedDatabase.Product database) {
        return new ChaosPlan(seed, 300, 3, 2, 2, faults, 2_000, 7_000, 1, amqp, database);
    }

    /** The form that somebody runs to be sure. */
    static ChaosPlan thorough(long seed, Set<Fault> faults, String amqp, EmbeddedDatabase.Product database) {
        return new ChaosPlan(seed, 5_000, 20, 5, 2, faults, 8_000, 45_000, 4, amqp, database);
    }

    /** The same with other numbers; {@code null}: as it is. */
    ChaosPlan with(Integer otherSkus, Integer otherKills) {
        return new ChaosPlan(seed, otherSkus == null ? skus : otherSkus, otherKills == null ? kills : otherKills, waves, instances, faults,
                outage, lock, rounds, amqp, database);
    }
}
