package com.nacento.connector.lab.chaos;

import java.util.concurrent.CountDownLatch;

/**
 * What clients and saboteur tell each other while they are at it.
 *
 * @param faultsEnded clients go on asking until then
 */
record Wave(int number, CountDownLatch faultsEnded) {

    Wave(int number) {
        this(number, new CountDownLatch(1));
    }
}
