package com.nacento.connector.health;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.storage.ImageObjects;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** How each part is looked at: as cheaply as it can be told from being away. */
public final class Probes {

    private static final int VALID_SECONDS = 3;

    private Probes() {
    }

    public static Watched database(DataSource pool) {
        return new Watched("database", () -> {
            try (Connection connection = pool.getConnection()) {
                if (!connection.isValid(VALID_SECONDS)) {
                    throw new SQLException("the connection does not answer");
                }
            }
        });
    }

    /** The object that the settings name, or else the bucket itself; a bucket that says 403 is there. */
    public static Watched storage(S3Client client, StorageSettings storage) {
        ImageObjects objects = new ImageObjects(storage.bucket());
        return new Watched("storage", () -> {
            try {
                if (storage.pingObjectKey().isPresent()) {
                    client.headObject(head -> head.bucket(storage.bucket()).key(storage.pingObjectKey().get()));
                } else {
                    client.headBucket(head -> head.bucket(storage.bucket()));
                }
            } catch (SdkException e) {
                objects.bucketFailed(e);
            }
        });
    }

    public static Watched broker(CachingConnectionFactory connections) {
        RabbitTemplate template = new RabbitTemplate(connections);
        return new Watched("broker", () -> template.execute(channel -> channel.isOpen()));
    }
}
