package com.nacento.connector.health;

import com.nacento.connector.database.Shop;
import com.nacento.connector.database.Writes;
import com.nacento.connector.queue.ConfirmedPublisher;
import com.nacento.connector.queue.LargeBodies;
import com.nacento.connector.storage.ImageObjects;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** How each part is looked at: as cheaply as it can be told from being away. */
public final class Probes {

    private static final int VALID_SECONDS = 3;

    private Probes() {
    }

    /** Answers, lets Magento's tables be looked at, and has not refused to write since. */
    public static Watched database(DataSource pool, Shop shop, Writes writes) {
        return new Watched("database", () -> {
            try (Connection connection = pool.getConnection()) {
                if (!connection.isValid(VALID_SECONDS)) {
                    throw new SQLException("the connection does not answer");
                }
            }
            shop.look();
            writes.look();
        });
    }

    /** As the work asks it, before it believes that anything is missing. */
    public static Watched storage(ImageObjects objects) {
        return new Watched("storage", objects::bucketAnswers);
    }

    /** Answers, takes what is published, and hands over what is received: while its messages cannot be, it is no use. */
    public static Watched broker(CachingConnectionFactory connections, List<ConfirmedPublisher> publishers) {
        RabbitTemplate template = new RabbitTemplate(connections);
        return new Watched("broker", () -> {
            template.execute(channel -> channel.isOpen());
            publishers.forEach(ConfirmedPublisher::look);
            if (LargeBodies.trouble() != null) {
                throw new IOException(LargeBodies.trouble());
            }
        });
    }
}
