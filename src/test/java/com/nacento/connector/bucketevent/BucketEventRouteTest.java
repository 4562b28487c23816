package com.nacento.connector.bucketevent;

import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.gallery.ImageETag;
import com.nacento.connector.gallery.ShownImage;
import com.nacento.connector.routes.RouteTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;

/** A route that works on events of the bucket; two products are written in one transaction. */
abstract class BucketEventRouteTest extends RouteTest {

    protected final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("bucketEvents", BucketEventFixture.bean(shop, () -> {
            if (probed != null) {
                throw probed;
            }
        }, () -> stopping, metrics));
    }

    protected Exchange send(EventWork work) {
        return send(null, Map.of(), Map.of("events", work));
    }

    /** Work of which it is known that the bucket has {@code new} for all that these show. */
    protected EventWork pending(EventWork work, ShownImage... images) {
        work.found(List.of(images), 0);
        work.answered(work.questions().stream().map(path -> new ImageETag(path, ETagAnswer.found("new"))).toList());
        work.planned(new PendingImages(work.candidates(), () -> 2, System::nanoTime));
        return work;
    }
}
