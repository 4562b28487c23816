package com.nacento.connector.storage;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Counts every request that goes to S3, each try of its own, by operation ({@code HeadObject}) and status; status
 * {@code error} is one that got no answer. On the metrics page: {@code nacento_s3_requests_total}.
 */
final class RequestCount implements ExecutionInterceptor {

    private static final String NAME = "nacento.s3.requests";
    private static final String NO_ANSWER = "error";
    private static final ExecutionAttribute<Boolean> SENT = new ExecutionAttribute<>("nacento.sent");

    private final MeterRegistry metrics;

    RequestCount(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    @Override
    public void beforeTransmission(Context.BeforeTransmission request, ExecutionAttributes attributes) {
        // nobody is told of a try without an answer, but of the next one, or that there is none
        lostIfSent(attributes);
        attributes.putAttribute(SENT, true);
    }

    @Override
    public void afterTransmission(Context.AfterTransmission answer, ExecutionAttributes attributes) {
        attributes.putAttribute(SENT, false);
        count(attributes, Integer.toString(answer.httpResponse().statusCode()));
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution failure, ExecutionAttributes attributes) {
        lostIfSent(attributes);
        attributes.putAttribute(SENT, false);
    }

    private void lostIfSent(ExecutionAttributes attributes) {
        if (Boolean.TRUE.equals(attributes.getAttribute(SENT))) {
            count(attributes, NO_ANSWER);
        }
    }

    private void count(ExecutionAttributes attributes, String status) {
        count(metrics, attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), status);
    }

    /** Counts a request that was sent without the SDK; empty is no answer. */
    static void count(MeterRegistry metrics, String operation, Optional<SdkHttpResponse> answer) {
        count(metrics, operation, answer.map(SdkHttpResponse::statusCode).map(String::valueOf).orElse(NO_ANSWER));
    }

    private static void count(MeterRegistry metrics, String operation, String status) {
        metrics.counter(NAME, "operation", operation, "status", status).increment();
    }
}
