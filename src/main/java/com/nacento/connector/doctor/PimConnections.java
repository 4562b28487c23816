package com.nacento.connector.doctor;

import com.nacento.connector.akeneo.AkeneoSources;
import com.nacento.connector.config.ImagePlace;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.failure.Outage;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Does each source's PIM let the connector in, and does it show the attributes that are images, and know the asset families? */
final class PimConnections implements Check {

    @Override
    public String name() {
        return "pim";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(5);
    }

    @Override
    public Finding look(Site site) throws Exception {
        List<SourceSettings> sources = site.settings().sources().settings()
                .orElseThrow(() -> new SkippedException("the settings of the sources are wrong, see config"));
        AkeneoSources akeneo = new AkeneoSources(sources, Thread::sleep, Clock.systemUTC());
        List<SourceSettings> asked = sources.stream().filter(source -> akeneo.has(source.name())).toList();
        if (asked.isEmpty()) {
            throw new SkippedException("no source has a url");
        }
        Finding finding = new Finding();
        asked.forEach(source -> look(akeneo, source, finding));
        return finding;
    }

    private static void look(AkeneoSources akeneo, SourceSettings source, Finding finding) {
        try {
            List<String> shown = new ArrayList<>();
            for (ImagePlace place : source.mapping().images()) {
                if (akeneo.shows(source.name(), place.attribute())) {
                    shown.add(place.attribute());
                } else {
                    finding.wrong(source.name() + ": the PIM shows no value of " + place.attribute(),
                            "check its code in nacento.source." + source.name() + ".images, that some product has a value of it (for the"
                                    + " channel and locale of the settings), and that the connection's user group may see its attribute group");
                }
                place.assets().filter(assets -> !akeneo.hasFiles(source.name(), assets)).ifPresent(assets -> finding.wrong(
                        source.name() + ": the PIM has no asset family " + assets.family() + " with an attribute " + assets.media(),
                        "check both codes in nacento.source." + source.name()
                                + ".images, and that the connection's role may list asset families"));
            }
            finding.with(source.name(), "shows " + String.join(", ", shown));
        } catch (Outage away) {
            finding.wrong(source.name() + ": " + away.getMessage(),
                    "check nacento.source." + source.name() + ".url and the connection's client-id, client-secret, user and password");
        }
    }
}
