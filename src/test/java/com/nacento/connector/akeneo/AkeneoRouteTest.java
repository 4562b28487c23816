package com.nacento.connector.akeneo;

import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import com.nacento.connector.pim.LoadKey;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.source.SourceLoad;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.AfterAll;

/** A route of this story, with a source {@code akeneo}, whose PIM is a stand-in. */
abstract class AkeneoRouteTest extends RouteTest {

    protected final PimCatalogue catalogue = new PimCatalogue(Clock.systemUTC());
    protected StandInPim pim;

    @Override
    protected void settings(Properties properties) {
        properties.put("watch-akeneo-updates.period", "60000");
        properties.put("watch-source-leases.period", "60000");
        properties.put("reconcile", "true");
    }

    @Override
    protected void addBeans(Registry beans) {
        try {
            pim = new StandInPim(catalogue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> environment = new HashMap<>(Map.of("NACENTO_SOURCES", "akeneo", "NACENTO_SOURCE_AKENEO_MAPPING",
                "akeneo-events",
                "NACENTO_SOURCE_AKENEO_IMAGES", "image; gallery(family=packshots,media=file)", "NACENTO_SOURCE_AKENEO_REMOVED", "remove",
                "NACENTO_SOURCE_AKENEO_RECONCILE", "15m"));
        pim.settings()
                .forEach((key, value) -> environment.put("NACENTO_SOURCE_AKENEO_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value));
        List<SourceSettings> sources = SettingsInParts.load(null, environment).sources().required();
        AkeneoSources akeneo = new AkeneoSources(sources, millis -> {}, Clock.systemUTC());
        beans.bind("akeneoSources", akeneo);
        beans.bind("akeneoUpdates", new AkeneoUpdates(akeneo, sources, Clock.systemUTC()));
    }

    @AfterAll
    void stopPim() {
        pim.close();
    }

    protected static SourceLoad wanted(String source, String... identifiers) {
        return new SourceLoad(source, List.of(identifiers).stream().map(each -> new LoadKey(LoadKey.Kind.IDENTIFIER, each, null)).toList(),
                Instant.ofEpochSecond(1_700_000_000));
    }
}
