package com.nacento.connector.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ServerProcessTest {

    @Test
    void aWantedPortIsTakenIfItIsFreeAndElseAnotherOne() throws Exception {
        int wanted;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            wanted = other.getLocalPort();

            assertThat(FreePort.find(wanted)).isPositive().isNotEqualTo(wanted);
        }
        assertThat(FreePort.find(wanted)).isEqualTo(wanted);
    }
}
