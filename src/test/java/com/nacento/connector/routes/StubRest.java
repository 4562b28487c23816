package com.nacento.connector.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;

/** In place of the HTTP server: what listens at {@code POST /rest/V1/x} is called at {@code direct:post-rest-V1-x}. */
public final class StubRest implements RestConsumerFactory {

    @Override
    public Consumer createConsumer(CamelContext camel, Processor processor, String verb, String basePath, String uriTemplate,
            String consumes,
            String produces, RestConfiguration configuration, Map<String, Object> parameters) throws Exception {
        return camel.getEndpoint(uri(verb, basePath + uriTemplate)).createConsumer(processor);
    }

    public static String uri(String verb, String path) {
        return "direct:" + verb.toLowerCase() + path.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
