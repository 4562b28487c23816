package com.nacento.connector.testing;

import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A test class with a shop and a connector of its own, which its tests share: each test works with products of its own.
 * Subclasses say what kind of shop and which settings they need.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JourneyTest {

    protected MagentoShop shop;
    protected RunningConnector connector;

    @BeforeAll
    void startConnector() throws SQLException {
        shop = openShop();
        connector = RunningConnector.start(shop, settings(), internals());
    }

    @AfterAll
    void stopConnector() throws SQLException {
        try {
            if (connector != null) {
                connector.close();
            }
        } finally {
            if (shop != null) {
                shop.close();
            }
        }
    }

    /** The shop that the tests work on. */
    protected MagentoShop openShop() throws SQLException {
        return MagentoShop.open();
    }

    /** What operators cannot set, by the names of camel.properties. */
    protected Map<String, String> internals() {
        return RunningConnector.SELDOM;
    }

    /** The settings that differ from the usual ones of a test. */
    protected Map<String, String> settings() throws SQLException {
        return Map.of();
    }
}
