package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.deadletters.Selection;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.Samples;
import com.nacento.connector.routes.StubRequest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What discarding and replaying dead letters have in common: who is meant, and what is refused. */
abstract class LetterCallTest extends RouteTest {

    final Letters letters = new Letters();

    /** The last part of the call's path. */
    abstract String call();

    /** Those that this call has been asked for. */
    abstract List<Selection> taken();

    /** Those that the other call has been asked for. */
    abstract List<Selection> left();

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("deadLetterView", new DeadLetterView(letters));
    }

    @BeforeEach
    void forgetLetters() {
        letters.clear();
    }

    @Test
    void thoseThatAreNamedAreMeantOrAllIfThatIsSaid() throws Exception {
        post("{\"ids\":[\"m-1\",\"m-2\"]}");
        post("{\"all\":true}");

        assertThat(taken()).containsExactly(Selection.ofIds(List.of("m-1", "m-2")), Selection.all());
        assertThat(left()).isEmpty();
        assertThat(neighbour("answer-as-json").getReceivedCounter()).isEqualTo(2);
    }

    @Test
    void whoNamesNoneMeansNone() throws Exception {
        for (String body : new String[] {"{}", "{\"ids\":[]}", "{\"all\":false}", "[]", "x"}) {
            assertThat(status(post(body))).as(body).isEqualTo(400);
        }
        assertThat(taken()).isEmpty();
    }

    @Test
    void whileTheBrokerIsAwayTheCallerIsAskedToComeAgain() throws Exception {
        letters.failure = Samples.outage(Outage.Part.BROKER);

        assertThat(status(post("{\"all\":true}"))).isEqualTo(503);
    }

    private static Integer status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }

    private Exchange post(String body) throws Exception {
        return request("POST", "/rest/V1/nacento-connector/ui/dead-letters/" + call(), StubRequest.of(body), Map.of());
    }
}
