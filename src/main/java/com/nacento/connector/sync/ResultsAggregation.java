package com.nacento.connector.sync;

import com.nacento.connector.gallery.SkuResult;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Adds the results of each part to those of its request, and lets the part itself go: a bulk may have thousands of them. */
public final class ResultsAggregation implements AggregationStrategy {

    private final ResultCount count;

    public ResultsAggregation(ResultCount count) {
        this.count = count;
    }

    @Override
    public Exchange aggregate(Exchange sum, Exchange part) {
        SyncResults results = part.getVariable("results", SyncResults.class);
        GalleryPart done = part.getMessage().getBody(GalleryPart.class);
        List<SkuResult> more = done.results();
        count.count(more);
        results.took(done, more);
        Exchange answer = sum == null ? part : sum;
        answer.getMessage().setBody(results);
        return answer;
    }
}
