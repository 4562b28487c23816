package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.config.Settings;
import com.nacento.connector.config.Settings.InForce;
import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.http.Query;
import com.nacento.connector.http.Refused;
import java.util.List;

/** The settings in force, secrets masked, and where in the bucket the connector looks for a picture. */
public final class SettingsView {

    private static final String EXAMPLE = "/m/y/my-picture.jpg";

    /** Where a path leads. */
    public record ObjectPlace(
            @JsonProperty("bucket") String bucket, @JsonProperty("file_path") String filePath,
            @JsonProperty("magento_value") String magentoValue, @JsonProperty("object_key") String objectKey) {
    }

    /** The storage layout as the connector sees it. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Layout(
            @JsonProperty("endpoint") String endpoint, @JsonProperty("bucket") String bucket, @JsonProperty("prefix") String prefix,
            @JsonProperty("example") ObjectPlace example) {
    }

    /** What the page shows. */
    public record View(@JsonProperty("layout") Layout layout, @JsonProperty("settings") List<InForce> settings) {
    }

    private final Settings settings;
    private final ImagePathRules paths;

    public SettingsView(Settings settings, ImagePathRules paths) {
        this.settings = settings;
        this.paths = paths;
    }

    /** All of it. */
    public View view() {
        String endpoint = settings.storage().endpoint().map(Object::toString).orElse("Amazon S3, " + settings.storage().region());
        return new View(new Layout(endpoint, settings.storage().bucket(), settings.storage().prefix(), place(EXAMPLE)), settings.shown());
    }

    /**
     * Where a path leads.
     *
     * @param query {@code path=<file_path>}, in any form that a request may have
     * @throws Refused with 400 if it cannot be the path of a product image
     */
    public ObjectPlace objectKey(String query) {
        return place(new Query(query).text("path", ""));
    }

    private ObjectPlace place(String filePath) {
        try {
            String value = paths.magentoValue(filePath);
            return new ObjectPlace(settings.storage().bucket(), filePath, value, paths.objectKey(value));
        } catch (InvalidItemException refused) {
            throw Refused.badRequest("The path %1", refused.getMessage());
        }
    }
}
