package com.nacento.connector.sync;

import com.nacento.connector.gallery.GalleryRequest;
import com.nacento.connector.gallery.ProductSync;
import java.util.Objects;
import java.util.stream.Collectors;
import org.slf4j.spi.LoggingEventBuilder;

/** A line of the log about one product. */
final class ProductLine {

    private ProductLine() {
    }

    /** With the SKU and, if it has one, the bulk of each request for the product that is being worked on. */
    static LoggingEventBuilder about(LoggingEventBuilder line, ProductSync product) {
        LoggingEventBuilder named = line.addKeyValue("sku",
                product.own().stream().map(GalleryRequest::sku).distinct().collect(Collectors.joining(",")));
        String bulks = product.own().stream().map(GalleryRequest::bulkUuid).filter(Objects::nonNull).distinct()
                .collect(Collectors.joining(","));
        return bulks.isEmpty() ? named : named.addKeyValue("bulk_uuid", bulks);
    }
}
