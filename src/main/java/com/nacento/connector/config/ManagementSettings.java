package com.nacento.connector.config;

/** Where health and metrics are served: never on the port of the API, because they are not protected. */
public record ManagementSettings(String host, int port) {

    static ManagementSettings from(SettingValues read, HttpSettings http) {
        String name = "nacento.management.port";
        int port = read.port(name);
        if (http.enabled() && port == http.port()) {
            throw read.wrong(name, "it must differ from " + SettingName.shown("nacento.http.port") + ".");
        }
        return new ManagementSettings(read.required("nacento.management.host"), port);
    }
}
