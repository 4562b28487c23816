package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.Map;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class ResumeConsumptionTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("consumptionView", new ConsumptionView(consumption));
    }

    @Test
    void messagesAreTakenAgain() {
        consumption.pause("operator");

        resume();

        assertThat(consumption.isPaused()).isFalse();
        assertThat(answer(0)).isEqualTo(new ConsumptionView.Shown(false, null, null, 0));
    }

    @Test
    void theTablesMayBeOthersThanBeforeAndAreLookedAtFirst() {
        consumption.pause("operator");
        assertThat(shop.isKnown()).isTrue();

        resume();

        assertThat(shop.isKnown()).isFalse();
    }

    @Test
    void whoResumesWhatIsNotPausedChangesNothing() {
        resume();
        resume();

        assertThat(consumption.isPaused()).isFalse();
        assertThat(answer(1)).isEqualTo(answer(0));
    }

    private ConsumptionView.Shown answer(int place) {
        return neighbour("answer-as-json").getReceivedExchanges().get(place).getMessage().getBody(ConsumptionView.Shown.class);
    }

    private void resume() {
        assertThat(request("POST", "/rest/V1/nacento-connector/ui/consumption/resume", null, Map.of("nacento-caller", "operator"))
                .getException()).isNull();
    }
}
