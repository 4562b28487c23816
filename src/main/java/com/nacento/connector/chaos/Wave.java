package com.nacento.connector.chaos;

import java.util.concurrent.CountDownLatch;

/**
 * What clients and saboteur tell each other while they are at it.
 *
 * @param faultsEnded clients go on asking until then
 * @param lastBulk    a client hands in the last bulk for its products: what is lost of that, nothing takes along
 */
record Wave(int number, CountDownLatch faultsEnded, CountDownLatch lastBulk) {

    Wave(int number) {
        this(number, new CountDownLatch(1), new CountDownLatch(1));
    }
}
