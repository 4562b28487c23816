package com.nacento.connector.config;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How the work is cut.
 *
 * @param chunkSize       SKUs that are read and written together
 * @param maxImagesPerSku an item with more is refused
 * @param skusPerMessage  SKUs that travel in one message
 * @param maxAttempts     tries of a SKU in all before it becomes a dead letter
 * @param awaitMissing    how long an asynchronous request waits for objects that are missing, from its submission on
 * @param extensions      of file names that are images
 */
public record WorkSettings(int chunkSize, int maxImagesPerSku, int skusPerMessage, int maxAttempts,
        Duration awaitMissing, ImageExtensions extensions) {

    private static final Duration LONGEST_WAIT = Duration.ofDays(30);
    private static final String EXTENSIONS = "nacento.images.extensions";
    private static final Pattern EXTENSION_LIST = Pattern.compile("\\s*[A-Za-z0-9]+(\\s*,\\s*[A-Za-z0-9]+)*\\s*");

    static WorkSettings from(SettingValues read) {
        read.matching(EXTENSIONS, EXTENSION_LIST, "give extensions without dots, separated by commas, such as jpg,png.");
        return new WorkSettings(
                read.whole("nacento.bulk.chunk-size", 1, 5000),
                read.whole("nacento.bulk.max-images-per-sku", 1, 100_000),
                read.whole("nacento.async.skus-per-message", 1, 10_000),
                read.whole("nacento.retry.max-attempts", 1, 100),
                read.time("nacento.await-missing", Duration.ZERO, LONGEST_WAIT),
                ImageExtensions.of(read.list(EXTENSIONS)));
    }
}
