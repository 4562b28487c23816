package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.routes.RouteTest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class PauseConsumptionTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("consumptionView", new ConsumptionView(consumption));
    }

    @Test
    void nothingIsTakenAnyMoreAndItIsSaidSinceWhenAndByWhom() {
        assertThat(pause("operator").getException()).isNull();

        assertThat(consumption.isPaused()).isTrue();
        ConsumptionView.Shown answer = answer(0);
        assertThat(answer.paused()).isTrue();
        assertThat(answer.by()).isEqualTo("operator");
        assertThat(answer.since()).isEqualTo(consumption.state().since().toEpochMilli());
    }

    @Test
    void whoPausesWhatIsPausedChangesNothing() {
        pause("operator");
        pause("somebody else");

        assertThat(answer(1)).isEqualTo(answer(0));
    }

    @Test
    void whereNobodyIsAskedForATokenNobodyIsNamed() {
        pause(Caller.ANYBODY);

        assertThat(answer(0).paused()).isTrue();
        assertThat(answer(0).by()).isNull();
    }

    private ConsumptionView.Shown answer(int place) {
        return neighbour("answer-as-json").getReceivedExchanges().get(place).getMessage().getBody(ConsumptionView.Shown.class);
    }

    private Exchange pause(String caller) {
        return request("POST", "/rest/V1/nacento-connector/ui/consumption/pause", null,
                Map.of("nacento-caller", caller));
    }
}
