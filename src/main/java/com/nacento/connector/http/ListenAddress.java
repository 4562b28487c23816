package com.nacento.connector.http;

import com.nacento.connector.config.SettingsException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;

/**
 * An address that a server is about to listen on. Camel only warns when it cannot be had, and goes on without a server:
 * so it is tried before.
 *
 * @param setting name of the group of settings, {@code nacento.http} or {@code nacento.management}
 */
public record ListenAddress(String setting, String host, int port) {

    /** @throws SettingsException if the host is unknown here, or the port is taken or not allowed */
    public void mustBeFree() {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw wrong(".host", "there is no such address");
        }
        try (ServerSocket socket = new ServerSocket()) {
            // as the server does: a port whose last connections are only fading away is free
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw wrong(".port", e.getMessage());
        }
    }

    private SettingsException wrong(String which, String why) {
        String name = setting + which;
        return new SettingsException(name + " (" + name.replace('.', '_').toUpperCase(Locale.ROOT) + "): "
                + host + ":" + port + " cannot be listened on (" + why + "); is another process there?");
    }
}
