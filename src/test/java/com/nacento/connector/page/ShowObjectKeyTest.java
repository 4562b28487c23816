package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.routes.RouteTest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class ShowObjectKeyTest extends RouteTest {

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("settingsView", ShowSettingsTest.view());
    }

    @Test
    void aPathInAnyFormLeadsToItsObject() {
        get("path=https%3A%2F%2Fcdn.example.com%2Fmedia%2Fcatalog%2Fproduct%2Fa%2Fb.jpg%3Fwidth%3D80");

        assertThat(neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody(SettingsView.ObjectPlace.class))
                .isEqualTo(
                        new SettingsView.ObjectPlace("media", "https://cdn.example.com/media/catalog/product/a/b.jpg?width=80", "/a/b.jpg",
                                "shop/media/catalog/product/a/b.jpg"));
    }

    @Test
    void whatCannotBeAProductImageIs400() {
        for (String path : new String[] {"", "..%2F..%2Fenv.jpg", "cache%2Fa.jpg", "app%2Fetc%2Fenv.php"}) {
            assertThat(get("path=" + path).getMessage().getHeader("CamelHttpResponseCode", Integer.class)).as(path).isEqualTo(400);
        }
    }

    private Exchange get(String query) {
        return request("GET", "/rest/V1/nacento-connector/ui/object-key", null, Map.of("nacento-query", query));
    }
}
