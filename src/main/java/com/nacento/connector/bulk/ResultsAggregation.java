package com.nacento.connector.bulk;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Adds the results of each part to those of its request, and lets the part itself go: a bulk may have thousands of them. */
public final class ResultsAggregation implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange sum, Exchange part) {
        GalleryResults results = part.getVariable("results", GalleryResults.class);
        results.add(part.getMessage().getBody(GalleryPart.class));
        Exchange answer = sum == null ? part : sum;
        answer.getMessage().setBody(results);
        return answer;
    }
}
