package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.nacento.connector.deadletters.Letter;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class ShowDeadLettersTest extends RouteTest {

    private final Letters letters = new Letters();

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("deadLetterView", new DeadLetterView(letters));
    }

    @Test
    void theFirstTwoHundredAreShownWithTheirReason() {
        letters.clear();
        for (int i = 0; i < 201; i++) {
            letters.inside.add(Letters.letter("m-" + i, "SKU-" + i, "bulk", i));
        }

        get();

        Map<?, ?> answer = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(Map.class);
        assertThat(answer.get("total")).isEqualTo(201L);
        assertThat((List<?>) answer.get("letters")).hasSize(200).first().hasFieldOrPropertyWithValue("reason",
                "storage_unavailable: 403 a.jpg");
    }

    @Test
    void whatIsWrongInItselfIsNotHelpedByAReplayAndAnEventSaysWhoseItIs() {
        letters.clear();
        letters.inside
                .add(new Letter("m-1", List.of("SKU-1"), "invalid_item: sku must not be empty", 1, null, null, null, true, null, "{}"));
        letters.inside.add(new Letter("m-2", List.of(), "storage_unavailable: 403 a.jpg", 5, null, null, null, true, "akeneo", "{}"));

        get();

        List<?> shown = (List<?>) neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(Map.class).get("letters");
        assertThat(shown).extracting("helped", "source").containsExactly(tuple(false, null), tuple(true, "akeneo"));
    }

    @Test
    void whileTheBrokerIsAwayTheCallerIsAskedToComeAgain() {
        letters.failure = Samples.outage(Outage.Part.BROKER);

        assertThat(get().getMessage().getHeader("CamelHttpResponseCode", Integer.class)).isEqualTo(503);
    }

    private Exchange get() {
        return request("GET", "/rest/V1/nacento-connector/ui/dead-letters", null, Map.of());
    }
}
