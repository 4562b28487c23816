package com.nacento.connector.bucketevent;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.net.ConnectException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class AnswerSnsSubscriptionTest extends RouteTest {

    private static final String ADDRESS = "https://sns.us-west-2.amazonaws.com/" + SnsSubscriptionTest.QUERY;

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("snsSubscription", new SnsSubscription());
    }

    @Test
    void snsIsCalledBackWithNothingThatTheCallerHasSent() {
        byte[] body = SnsSubscriptionTest.body(ADDRESS);

        Exchange answer = send(body, Map.of("Authorization", "Bearer secret", "CamelHttpPath", "/elsewhere", "CamelHttpQuery", "x=1"));

        assertThat(answer.getException()).isNull();
        assertThat(answer.getMessage().getBody()).isSameAs(body);
        MockEndpoint sns = getMockEndpoint("mock:sns");
        assertThat(sns.getReceivedExchanges()).singleElement().satisfies(call -> {
            assertThat(call.getMessage().getHeaders()).containsOnly(Map.entry("CamelHttpUri", ADDRESS),
                    Map.entry("CamelHttpMethod", "GET"));
            assertThat(call.getMessage().getBody(String.class)).isEmpty();
        });
    }

    @Test
    void whereSnsDoesNotAnswerTheCallerIsTold() {
        getMockEndpoint("mock:sns").whenAnyExchangeReceived(exchange -> {
            throw new ConnectException("refused");
        });
        assertThat(send(SnsSubscriptionTest.body(ADDRESS)).getException()).isInstanceOf(ConnectException.class);
    }
}
