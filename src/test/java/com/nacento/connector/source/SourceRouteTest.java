package com.nacento.connector.source;

import com.nacento.connector.bucketevent.SnsSubscription;
import com.nacento.connector.bulk.Bulks;
import com.nacento.connector.config.HookSettings;
import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.MappingSettings;
import com.nacento.connector.config.SpoolSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.http.Hook;
import com.nacento.connector.http.Hooks;
import com.nacento.connector.http.RequestPlaces;
import com.nacento.connector.http.RequestSpool;
import com.nacento.connector.pim.MappingFiles;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.ReceivedMessage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Headers;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;

/** A route of this story, with a source {@code akeneo}, whose mapping does what the body says. */
abstract class SourceRouteTest extends RouteTest {

    /** A body is what it becomes, unless it says that it fails; what was loaded is in {@code products}. */
    private static final String MAPPING = """
            if .fails then error("the test says so")
            elif .products then {items: [.products[] | {sku: .identifier, images: []}]}
            else {items: (.items // []), load: (.load // [])} end
            """;

    protected final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    protected final Broker broker = new Broker();
    protected EventSpool spool;

    /** In place of the publisher. */
    public static final class Broker {

        boolean away;
        boolean late;
        final List<String> sent = new ArrayList<>();
        final List<Map<String, Object>> headers = new ArrayList<>();
        int confirmed;

        public Object send(byte[] body, @Headers Map<String, Object> with) {
            if (away) {
                throw Samples.outage(Outage.Part.BROKER);
            }
            sent.add(new String(body, StandardCharsets.UTF_8));
            headers.add(Map.copyOf(with));
            return "sent";
        }

        public boolean isLate(Object answer) {
            if (!late) {
                confirm(List.of(answer));
            }
            return late;
        }

        public void confirmOne(Object answer) {
            confirm(List.of(answer));
        }

        public void confirm(List<?> answers) {
            if (away) {
                throw Samples.outage(Outage.Part.BROKER);
            }
            confirmed += answers.size();
        }
    }

    @Override
    protected void addBeans(Registry beans) {
        try {
            Path folder = Files.createTempDirectory("nacento-source-");
            Path mapping = Files.writeString(folder.resolve("test.jq"), MAPPING);
            Mappings mappings = new Mappings(
                    Map.of("akeneo", new MappingSettings("file:" + mapping, List.of(), "", Map.of(), "", "", false)),
                    ImageExtensions.of(List.of("jpg")), new MappingFiles(folder, folder));
            spool = new EventSpool(new SpoolSettings(folder.resolve("spool"), 1 << 20), Clock.systemUTC()).open();
            beans.bind("eventSpool", spool);
            beans.bind("sourceEvents", new SourceEvents(mappings, beans.lookupByNameAndType("bulks", Bulks.class),
                    new SourceCount(List.of("akeneo"), metrics, Clock.systemUTC()), MAX_ATTEMPTS, () -> stopping, () -> {
                        if (probed != null) {
                            throw probed;
                        }
                    }, Clock.systemUTC()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        HookSettings settings = new HookSettings(List.of("secret"), "X-Key", null);
        beans.bind("hooks",
                new Hooks(List.of(new Hook("akeneo", TOPIC + ".events", settings), new Hook("bucket", TOPIC + ".bucket", settings)),
                        1 << 20, metrics, Clock.systemUTC()));
        beans.bind("snsSubscription", new SnsSubscription());
        beans.bind("hookSpool", new RequestSpool(1 << 20, 1 << 24, new RequestPlaces(1)));
        beans.bind("eventPublisher", broker);
    }

    @BeforeEach
    void forgetEvents() throws IOException {
        broker.away = false;
        broker.late = false;
        broker.sent.clear();
        broker.headers.clear();
        broker.confirmed = 0;
        while (!spool.next().isEmpty()) {
            spool.published();
        }
    }

    protected static ReceivedMessage message(String body) {
        return message("akeneo", body);
    }

    protected static ReceivedMessage message(String source, String body) {
        return new ReceivedMessage(body.getBytes(StandardCharsets.UTF_8), "message-1", false, null,
                source == null ? Map.of() : Map.of(EventHeaders.SOURCE, source, EventHeaders.RECEIVED, "1700000000000"));
    }

    protected static String item(String sku) {
        return "{\"sku\":\"" + sku + "\",\"images\":[]}";
    }

    protected double counted(String name) {
        return metrics.get(name).tag("source", "akeneo").counter().count();
    }
}
