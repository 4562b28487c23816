package com.nacento.connector.pim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nacento.connector.config.ImageExtensions;
import com.nacento.connector.config.ImagePlace;
import com.nacento.connector.config.MappingSettings;
import java.util.Locale;

/** What a mapping gets to know of its source's settings, as {@code $cfg}: nothing secret, no address, no user. */
final class MappingConfiguration {

    private MappingConfiguration() {
    }

    static JsonNode of(MappingSettings settings, ImageExtensions extensions) {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        ArrayNode images = configuration.putArray("images");
        settings.images().forEach(place -> images.add(image(place)));
        configuration.put("label", settings.label());
        ObjectNode labels = configuration.putObject("labels");
        settings.labels().forEach(labels::put);
        configuration.put("channel", settings.channel());
        configuration.put("locale", settings.locale());
        configuration.put("removed", settings.removes() ? "remove" : "keep");
        extensions.names().forEach(configuration.putArray("extensions")::add);
        return configuration;
    }

    private static ObjectNode image(ImagePlace place) {
        ObjectNode image = JsonNodeFactory.instance.objectNode();
        image.put("attribute", place.attribute());
        image.put("for", place.who().name().toLowerCase(Locale.ROOT));
        image.put("position", place.position());
        place.roles().forEach(image.putArray("roles")::add);
        place.assets().ifPresent(assets -> image.put("family", assets.family()).put("media", assets.media()));
        return image;
    }
}
