package com.nacento.connector.testing;

import com.nacento.connector.lab.stage.BrokerAddress;
import com.nacento.connector.lab.stage.DatabaseAddress;
import com.nacento.connector.lab.stage.StorageAddress;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** The settings of a connector under test. */
public final class TestSettings {

    private TestSettings() {
    }

    /** Those with which a connector works on a shop, on the tests' servers: everybody may call it, it takes nothing from the queue. */
    public static Map<String, String> of(MagentoShop shop, int port, int managementPort) {
        DatabaseAddress database = shop.database().address();
        StorageAddress storage = TestServers.storage();
        BrokerAddress broker = TestServers.broker();
        Map<String, String> settings = new TreeMap<>();
        settings.put("nacento.http.port", Integer.toString(port));
        settings.put("nacento.management.port", Integer.toString(managementPort));
        settings.put("nacento.auth.mode", "none");
        settings.put("nacento.db.url", database.url());
        settings.put("nacento.db.user", database.user());
        settings.put("nacento.db.password", database.password());
        settings.put("nacento.db.table-prefix", shop.database().prefix());
        settings.put("nacento.s3.endpoint", storage.endpoint().toString());
        settings.put("nacento.s3.bucket", shop.bucket().name());
        settings.put("nacento.s3.access-key", storage.accessKey());
        settings.put("nacento.s3.secret-key", storage.secretKey());
        settings.put("nacento.rabbitmq.addresses", broker.host() + ":" + broker.port());
        settings.put("nacento.rabbitmq.user", broker.user());
        settings.put("nacento.rabbitmq.password", broker.password());
        settings.put("nacento.rabbitmq.vhost", broker.vhost());
        settings.put("nacento.rabbitmq.topic", shop.topic());
        settings.put("nacento.rabbitmq.consumers", "0");
        return settings;
    }

    /** Writes settings to a file as {@code --config} takes them. */
    public static void write(Path file, Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
    }
}
