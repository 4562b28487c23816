package com.nacento.connector.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.lab.pim.PimCatalogue;
import com.nacento.connector.lab.pim.StandInPim;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PimConnectionsTest {

    private final PimCatalogue catalogue = new PimCatalogue(Clock.systemUTC()).product("A", null, "image", "a.jpg");
    private final Map<String, String> environment = new HashMap<>();
    private StandInPim pim;

    @BeforeEach
    void start() throws IOException {
        pim = new StandInPim(catalogue);
        environment.putAll(Map.of("NACENTO_SOURCES", "a", "NACENTO_SOURCE_A_MAPPING", "akeneo-events", "NACENTO_SOURCE_A_IMAGES", "image"));
        pim.settings()
                .forEach((key, value) -> environment.put("NACENTO_SOURCE_A_" + key.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    }

    @AfterEach
    void stop() {
        pim.close();
    }

    @Test
    void aPimThatShowsTheAttributesIsWell() {
        CheckResult result = look();

        assertThat(result.status()).isEqualTo(CheckResult.Status.OK);
        assertThat(result.finding().details()).containsEntry("a", "shows image");
    }

    @Test
    void anAttributeThatIsNotShownIsNamed() {
        environment.put("NACENTO_SOURCE_A_IMAGES", "image; back");

        assertThat(look().finding().errors()).containsExactly("a: the PIM shows no value of back");
    }

    @Test
    void anAssetFamilyOrAnAttributeOfItThatIsNotThereIsNamed() {
        catalogue.asset("packshots", "one", "1.jpg").collection("A", "gallery", "one");
        environment.put("NACENTO_SOURCE_A_IMAGES", "gallery(family=packshots,media=file)");
        assertThat(look().status()).isEqualTo(CheckResult.Status.OK);

        environment.put("NACENTO_SOURCE_A_IMAGES", "gallery(family=packshots,media=picture)");
        assertThat(look().finding().errors()).containsExactly("a: the PIM has no asset family packshots with an attribute picture");
        environment.put("NACENTO_SOURCE_A_IMAGES", "gallery(family=typo,media=file)");
        assertThat(look().finding().errors()).containsExactly("a: the PIM has no asset family typo with an attribute file");
    }

    @Test
    void wrongCredentialsAreNamed() {
        environment.put("NACENTO_SOURCE_A_PASSWORD", "wrong");

        assertThat(look().finding().errors()).singleElement().asString().contains("gives no token");
    }

    @Test
    void withoutAPimThereIsNothingToLookAt() {
        environment.put("NACENTO_SOURCE_A_URL", "");

        assertThat(look().reason()).isEqualTo("no source has a url");
    }

    private CheckResult look() {
        return new Doctor(List.of(new PimConnections()), false).examine(SettingsInParts.load(null, environment)).results().get(0);
    }
}
