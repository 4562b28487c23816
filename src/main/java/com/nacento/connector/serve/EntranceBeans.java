package com.nacento.connector.serve;

import com.nacento.connector.config.HttpSettings;
import com.nacento.connector.config.Settings;
import com.nacento.connector.database.Integrations;
import com.nacento.connector.database.Shop;
import com.nacento.connector.health.Watched;
import com.nacento.connector.http.EventStreams;
import com.nacento.connector.http.Hook;
import com.nacento.connector.http.Hooks;
import com.nacento.connector.http.HttpEntrance;
import com.nacento.connector.http.RequestPlaces;
import com.nacento.connector.http.RequestSpool;
import com.nacento.connector.http.ServerCertificate;
import com.nacento.connector.queue.EventHeaders;
import com.nacento.connector.queue.Queues;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;

/** The way in over HTTP: who is let in, how much at once, and where bodies lie until they are read. */
final class EntranceBeans {

    final EventStreams pages = new EventStreams();

    private final Settings settings;
    private final Integrations integrations = new Integrations();
    private final RequestPlaces places;
    /** Of their own: whoever calls a hook waits half a second, and most of them never call again. */
    private final RequestPlaces placesOfHooks;
    private final Hooks hooks;

    EntranceBeans(Beans beans, Settings settings, MeterRegistry metrics) {
        this.settings = settings;
        HttpSettings http = settings.http();
        places = new RequestPlaces(http.maxConcurrentRequests()).show(metrics);
        placesOfHooks = new RequestPlaces(http.maxConcurrentHooks());
        hooks = new Hooks(hooks(), http.maxBodySize(), metrics, Clock.systemUTC());
        RequestSpool spool = new RequestSpool(http.maxBodySize(), http.maxSpooledSize(), places);
        beans.bind("integrations", integrations);
        beans.bind("requestSpool", spool);
        beans.bind("hooks", hooks);
        beans.bind("hookSpool", new RequestSpool(http.maxBodySize(), http.maxBodySize(), placesOfHooks));
        if (http.enabled()) {
            beans.bind("spoolHealth", new Watched("spool", spool::look));
        }
        http.tls().ifPresent(tls -> new ServerCertificate(tls).install(beans.camel()));
    }

    private List<Hook> hooks() {
        Queues queues = Queues.of(settings.rabbit());
        List<Hook> all = new ArrayList<>();
        settings.sources().forEach(source -> source.hook().ifPresent(hook -> all.add(new Hook(source.name(), queues.events(), hook))));
        settings.bucketEvents().hook().ifPresent(hook -> all.add(new Hook(EventHeaders.BUCKET, queues.bucket(), hook)));
        return all;
    }

    /** Stands before the routes, once Camel has its HTTP server. */
    void install(CamelContext camel, Shop shop) {
        if (settings.http().enabled()) {
            HttpEntrance entrance = new HttpEntrance(settings.http(), settings.auth(), integrations, places,
                    code -> !shop.isKnown() || shop.schema().stores().containsKey(code));
            if (settings.hasHooks()) {
                entrance.withHooks(hooks, placesOfHooks);
            }
            (settings.ui().enabled() ? entrance.withPage(pages) : entrance).install(camel);
        }
    }
}
