package com.nacento.connector.akeneo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.ImagePlace;
import com.nacento.connector.config.PimSettings;
import com.nacento.connector.config.SourceSettings;
import com.nacento.connector.pim.LoadKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources whose PIM can be asked. Those that ask the same one as the same client share its limit of calls and its token. */
public final class AkeneoSources {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);

    private final Map<String, AkeneoSource> sources = new TreeMap<>();

    /** Waits, until the service is told to stop at the longest. */
    public interface Pause {
        void millis(long millis) throws InterruptedException;
    }

    /**
     * @param all   sources; those without a PIM are passed over
     * @param pause how to wait where the PIM asks for that
     */
    public AkeneoSources(List<SourceSettings> all, Pause pause, Clock clock) {
        this(all, pause, clock, LONGEST_ANSWER);
    }

    AkeneoSources(List<SourceSettings> all, Pause pause, Clock clock, Duration longestAnswer) {
        Map<String, AkeneoCalls> calls = new HashMap<>();
        Map<PimSettings, AkeneoToken> tokens = new HashMap<>();
        for (SourceSettings source : all) {
            source.pim().ifPresent(pim -> {
                AkeneoCalls shared = calls.computeIfAbsent(pim.connection(), key -> new AkeneoCalls(pause, clock, longestAnswer));
                Akeneo akeneo = new Akeneo(pim, shared, tokens.computeIfAbsent(pim, key -> new AkeneoToken(pim, shared)));
                sources.put(source.name(), new AkeneoSource(akeneo, source.mapping(), clock));
            });
        }
    }

    /** Whether a source's PIM can be asked. */
    public boolean has(String source) {
        return sources.containsKey(source);
    }

    /** Begins to load what events have named. Where the PIM cannot be asked, that is nothing. */
    public AkeneoLoad load(String source, List<LoadKey> keys) {
        return AkeneoLoad.of(source, has(source) ? keys : List.of());
    }

    /**
     * Begins to load what has changed.
     *
     * @param after since when; {@code null}: everything is loaded
     */
    public AkeneoLoad changed(String source, Instant after) {
        return AkeneoLoad.changed(source,
                after == null ? null : TIME.format(after.atZone(sources.get(source).akeneo().settings().timeZone())));
    }

    /** Asks for the next page of what is loaded: a body for the source's mapping, still without assets. */
    public ObjectNode page(AkeneoLoad load) {
        return sources.get(load.source()).page(load);
    }

    /** Adds the assets that a body names. */
    public ObjectNode withAssets(String source, ObjectNode body) {
        sources.get(source).addAssets(body);
        return body;
    }

    /** Adds which attributes the PIM shows, where emptied ones count. */
    public ObjectNode withVisible(String source, ObjectNode body) {
        sources.get(source).addVisible(body);
        return body;
    }

    /** Whether the PIM shows a source some value of an attribute. */
    public boolean shows(String source, String attribute) {
        return sources.get(source).isVisible(attribute);
    }

    /** Whether the PIM has a family of assets with an attribute for their files. */
    public boolean hasFiles(String source, ImagePlace.Assets assets) {
        return sources.get(source).hasFiles(assets);
    }
}
