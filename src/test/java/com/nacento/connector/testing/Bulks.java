package com.nacento.connector.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The bulks in a shop's own tables, as Magento's Bulk Actions page shows them. */
public final class Bulks {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final MagentoShop shop;

    public Bulks(MagentoShop shop) {
        this.shop = shop;
    }

    /** The uuid in the receipt of a bulk that was accepted. */
    public static String uuid(Answer receipt) {
        assertThat(receipt.status()).as(receipt.body()).isEqualTo(200);
        return receipt.json().path("bulk_uuid").textValue();
    }

    /** {@code operation_key:status} of a bulk's operations, in their order. */
    public List<String> statuses(String uuid) throws SQLException {
        return shop.texts(
                "SELECT CONCAT(COALESCE(operation_key, 'null'), ':', status) FROM {prefix}magento_operation WHERE bulk_uuid = ? ORDER BY "
                        + "operation_key",
                uuid);
    }

    /** Waits until a bulk's operations have these statuses. */
    public void awaitStatuses(String uuid, String... statuses) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(statuses(uuid)).containsExactly(statuses));
    }

    /** The operations of a bulk, in their order. */
    public List<Map<String, Object>> operations(String uuid) throws SQLException {
        return shop.rows(
                "SELECT operation_key, status, topic_name, CAST(serialized_data AS CHAR) AS serialized_data, result_message, error_code"
                        + " FROM {prefix}magento_operation WHERE bulk_uuid = ? ORDER BY operation_key",
                uuid);
    }

    /** What an operation says of its result. */
    public String message(String uuid, int key) throws SQLException {
        return shop.text("SELECT result_message FROM {prefix}magento_operation WHERE bulk_uuid = ? AND operation_key = ?", uuid, key);
    }

    /** A bulk as Magento's own publisher writes it: without rows for its operations. */
    public String addByMagento(int operations) throws SQLException {
        String uuid = UUID.randomUUID().toString();
        shop.execute("INSERT INTO {prefix}magento_bulk (uuid, user_id, user_type, description, operation_count) VALUES (?, 1, 2, 'PHP', ?)",
                uuid, operations);
        return uuid;
    }

    /** Waits until there is nothing left to be processed for a SKU. */
    public void awaitNothingOpen() {
        await().atMost(PATIENCE).until(() -> shop.number("SELECT COUNT(*) FROM {prefix}nacento_gallery_request WHERE state = 4") == 0);
    }
}
