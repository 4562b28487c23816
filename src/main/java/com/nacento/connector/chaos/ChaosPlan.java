package com.nacento.connector.chaos;

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
 * @param rounds    how often each fault happens at least
 * @param amqp      a broker that is given, {@code amqp://user:password@host:port/vhost}, or {@code null}
 */
record ChaosPlan(long seed, int skus, int kills, int waves, int instances, Set<Fault> faults, int outage, int rounds, String amqp) {
}
