package com.nacento.connector.log;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.MDC;

/**
 * Gives every log line of a request the request's keys, whoever writes it. A route says what it works on as soon as it knows;
 * as the route's policy it forgets it when the route ends, since its thread goes on with other people's requests.
 */
public final class LogContext extends RoutePolicySupport {

    /** From now on this thread works on something. */
    public void about(LogSubject subject) {
        MDC.setContextMap(subject.logKeys());
    }

    /** From now on this thread works on one product. */
    public void aboutSku(String sku) {
        MDC.setContextMap(Map.of("sku", sku));
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        MDC.clear();
    }
}
