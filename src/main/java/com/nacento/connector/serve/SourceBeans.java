package com.nacento.connector.serve;

import com.nacento.connector.akeneo.AkeneoSources;
import com.nacento.connector.akeneo.AkeneoUpdates;
import com.nacento.connector.bucketevent.BucketEvents;
import com.nacento.connector.bucketevent.SnsSubscription;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.pim.Mappings;
import com.nacento.connector.queue.Queues;
import com.nacento.connector.source.EventSpool;
import com.nacento.connector.source.SourceCount;
import com.nacento.connector.source.SourceEvents;
import com.nacento.connector.source.SpoolHealth;
import com.nacento.connector.storage.SqsClients;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Who speaks to the connector without its API: PIMs, by hooks and by asking them, and the bucket. */
final class SourceBeans {

    private final EventSpool spool;

    SourceBeans(Beans beans, Settings settings, Mappings mappings, WorkBeans work, DatabaseBeans database, Stop stop,
            BooleanSupplier rests, MeterRegistry metrics) {
        Clock clock = Clock.systemUTC();
        AkeneoSources akeneo = new AkeneoSources(settings.sources(), stop::pause, clock);
        SourceCount count = new SourceCount(settings.sources().stream().map(SourceSettings::name).toList(), metrics, clock);
        beans.bind("sourceEvents",
                new SourceEvents(mappings, work.bulks, count, settings.work().maxAttempts(), rests, database.writes, clock));
        beans.bind("akeneoSources", akeneo);
        beans.bind("akeneoUpdates", new AkeneoUpdates(akeneo, settings.sources(), clock));
        // one load a source: those of one whose PIM hangs hold up no other's
        beans.bindThreads("load", Math.max(1, settings.sources().size()));
        beans.bindThreads("update", Math.max(1, settings.sources().size()));
        beans.bind("bucketEvents", new BucketEvents(database.shop, WorkBeans.paths(settings), settings.storage().bucket(),
                Queues.of(settings.rabbit()).bucket(), work.refreshes, work.chunkSize, settings.work(), database.writes, rests, metrics));
        settings.bucketEvents().sqsQueue().ifPresent(
                queue -> beans.bind("sqsClient", SqsClient.class, SqsClients.create(settings.storage(), queue)));
        beans.bind("snsSubscription", new SnsSubscription());
        beans.bind("snsClientOptions", new WebClientOptions().setFollowRedirects(false));
        spool = new EventSpool(settings.hookSpool(), clock);
        beans.bind("eventSpool", spool);
        if (settings.hasHooks()) {
            spool.open().show(metrics);
            beans.bind("eventsHealth", new SpoolHealth(spool));
        }
    }

    void close() {
        spool.close();
    }
}
