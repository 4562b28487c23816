package com.nacento.connector.serve;

import com.nacento.connector.config.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Sends a span of each route and each call to an OpenTelemetry collector. Only made where a collector is named: else none of its
 * classes is loaded.
 */
final class Tracing {

    private final SdkTracerProvider spans;

    Tracing(TracingSettings tracing) {
        this.spans = SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "nacento-connector"))))
                .setSampler(sampler(tracing.sampleRatio()))
                .addSpanProcessor(BatchSpanProcessor
                        .builder(OtlpHttpSpanExporter.builder().setEndpoint(tracing.endpoint().orElseThrow().toString()).build()).build())
                .build();
    }

    /** Gives Camel's tracer its collector. What has not been sent yet when Camel ends is sent then. */
    void bind(CamelContext camel) {
        camel.getRegistry().bind("tracer", Tracer.class, spans.get("nacento-connector"));
        camel.getRegistry().bind("contextPropagators", ContextPropagators.class,
                ContextPropagators.create(W3CTraceContextPropagator.getInstance()));
        try {
            camel.addService(new ServiceSupport() {
                @Override
                protected void doShutdown() {
                    spans.close();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException("Camel does not take the tracing", e);
        }
    }

    private static Sampler sampler(double ratio) {
        return Sampler.parentBased(ratio == 1 ? Sampler.alwaysOn() : Sampler.traceIdRatioBased(ratio));
    }
}
