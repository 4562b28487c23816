package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.config.Settings;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.routes.RouteTest;
import java.util.Map;
import java.util.Set;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;

class ShowSettingsTest extends RouteTest {

    static SettingsView view() {
        Settings settings = Settings.load(null,
                Map.of("NACENTO_DB_USER", "magento", "NACENTO_DB_PASSWORD", "db-secret", "NACENTO_S3_BUCKET", "media",
                        "NACENTO_S3_PREFIX", "shop", "NACENTO_S3_ACCESS_KEY", "AKIAEXAMPLEKEY", "NACENTO_S3_SECRET_KEY", "s3-secret",
                        "NACENTO_AUTH_TOKENS", "pim:" + "a".repeat(64)));
        return new SettingsView(settings, new ImagePathRules("media", "shop", Set.of("jpg")));
    }

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("settingsView", view());
    }

    @Test
    void theSettingsInForceAreShownWithoutTheirSecretsAndWithTheLayoutOfTheBucket() throws Exception {
        request("GET", "/rest/V1/nacento-connector/ui/settings", null, Map.of());

        Object view = neighbour("answer-as-json").getReceivedExchanges().get(0).getMessage().getBody();
        String json = new ObjectMapper().writeValueAsString(view);
        assertThat(json).contains("{\"name\":\"nacento.db.user\",\"value\":\"magento\",\"default\":false}",
                "{\"name\":\"nacento.db.password\",\"value\":\"***\",\"default\":false}",
                "{\"name\":\"nacento.http.port\",\"value\":\"8080\",\"default\":true}",
                "\"object_key\":\"shop/media/catalog/product/m/y/my-picture.jpg\"")
                .doesNotContain("db-secret", "s3-secret", "AKIAEXAMPLEKEY", "aaaaaaaa");
    }
}
