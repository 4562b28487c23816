package com.nacento.connector.sync;

import com.nacento.connector.gallery.SkuResult;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Adds the results of each chunk to those of its request, and lets the chunk itself go: a bulk may have thousands of them. */
public final class ResultsAggregation implements AggregationStrategy {

    private final ResultCount count;

    public ResultsAggregation(ResultCount count) {
        this.count = count;
    }

    @Override
    public Exchange aggregate(Exchange sum, Exchange chunk) {
        SyncResults results = chunk.getVariable("results", SyncResults.class);
        SyncChunk done = chunk.getMessage().getBody(SyncChunk.class);
        List<SkuResult> more = results.results(done);
        if (!results.isDryRun()) {
            count.count(more);
        }
        results.took(done, more);
        Exchange answer = sum == null ? chunk : sum;
        answer.getMessage().setBody(results);
        return answer;
    }
}
