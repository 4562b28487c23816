package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.auth.Caller;
import com.nacento.connector.auth.Caller.Right;
import com.nacento.connector.auth.CallersUnknownException;
import com.nacento.connector.auth.TokenHash;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class IntegrationsTest {

    private static final String ALL = "Magento_Backend::all";
    private static final String PRODUCTS = "Magento_Catalog::products";
    private static final String BULKS = "Magento_Logging::system_magento_logging_bulk_operations";
    private static final String BULKS_IN_THE_SOURCES = "Magento_AsynchronousOperations::system_magento_logging_bulk_operations";

    private final AtomicLong clock = new AtomicLong(5_000);
    private final Integrations integrations = new Integrations(clock::get);

    @Test
    void anIntegrationMayDoWhatItsRoleAllows() {
        integrations.learn(
                List.of(row("Akeneo", "one", PRODUCTS, "allow"), row("Akeneo", "one", BULKS, "deny"), row("Akeneo", "one", ALL, "deny"),
                        row("Tracking", "two", PRODUCTS, "allow"), row("Tracking", "two", BULKS, "allow")));

        assertThat(integrations.of("one")).contains(new Caller("Akeneo", Set.of(Right.PRODUCTS)));
        assertThat(integrations.of("two")).contains(Caller.unrestricted("Tracking"));
        assertThat(integrations.of("three")).isEmpty();
    }

    @Test
    void whoMayDoEverythingMayDoThisUnlessItIsForbidden() {
        integrations
                .learn(List.of(row("all", "one", ALL, "allow"), row("less", "two", ALL, "allow"), row("less", "two", PRODUCTS, "deny")));

        assertThat(integrations.of("one")).contains(Caller.unrestricted("all"));
        assertThat(integrations.of("two").orElseThrow().may(Right.PRODUCTS)).isFalse();
    }

    @Test
    void theRightToAskForBulksHasTwoNames() {
        integrations.learn(List.of(row("sources", "one", BULKS_IN_THE_SOURCES, "allow"), row("released", "two", BULKS, "allow"),
                row("released", "two", BULKS_IN_THE_SOURCES, "deny"), row("less", "three", ALL, "allow"),
                row("less", "three", BULKS, "deny"),
                row("less in the sources", "four", ALL, "allow"), row("less in the sources", "four", BULKS_IN_THE_SOURCES, "deny")));

        assertThat(integrations.of("one").orElseThrow().may(Right.BULKS)).isTrue();
        assertThat(integrations.of("two").orElseThrow().may(Right.BULKS)).isTrue();
        assertThat(integrations.of("three").orElseThrow().may(Right.BULKS)).isFalse();
        assertThat(integrations.of("four").orElseThrow().may(Right.BULKS)).isFalse();
    }

    @Test
    void aTokenWithoutRulesIsKnownAndMayDoNothing() {
        integrations.learn(List.of(row("new", "one", null, null)));

        assertThat(integrations.of("one").orElseThrow().rights()).isEmpty();
    }

    @Test
    void tokensAreComparedToTheLetter() {
        integrations.learn(List.of(row("pim", "abc", ALL, "allow")));

        assertThat(integrations.of("ABC")).as("Magento's columns do not tell them apart").isEmpty();
        assertThat(integrations.of("abc ")).isEmpty();
        assertThat(integrations.of(TokenHash.of("", "abc").sha256())).as("nor is the hash a token").isEmpty();
    }

    @Test
    void whatIsNotReadAgainIsForgotten() {
        integrations.learn(List.of(row("pim", "one", ALL, "allow")));
        integrations.learn(List.of());

        assertThat(integrations.of("one")).isEmpty();
    }

    @Test
    void beforeTheyAreReadAndLongAfterwardsNobodyIsLetIn() {
        assertThatThrownBy(() -> integrations.of("one")).isInstanceOf(CallersUnknownException.class);

        integrations.learn(List.of(row("pim", "one", ALL, "allow")));
        integrations.failed(new IllegalStateException("away"));
        clock.addAndGet(Integrations.TRUSTED_FOR.toMillis());
        assertThat(integrations.of("one")).isPresent();

        clock.addAndGet(1);
        assertThatThrownBy(() -> integrations.of("one")).isInstanceOf(CallersUnknownException.class);
    }

    @Test
    void aNameIsFitForALogAndAHeader() {
        integrations.learn(List.of(row(" Akeneo\r\nX: ü ", "one", ALL, "allow"), row("", "two", ALL, "allow")));

        assertThat(integrations.of("one").orElseThrow().name()).isEqualTo("Akeneo__X_ _");
        assertThat(integrations.of("two").orElseThrow().name()).isEqualTo("integration-7");
    }

    private static Map<String, Object> row(String name, String token, String resource, String permission) {
        Map<String, Object> row = new HashMap<>();
        row.put("integration_id", 7L);
        row.put("name", name);
        row.put("token_sha256", TokenHash.of("", token).sha256());
        row.put("resource_id", resource);
        row.put("permission", permission);
        return row;
    }
}
