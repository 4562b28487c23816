package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureReasonTest {

    @ParameterizedTest(name = "{index}: {0}")
    @CsvSource(delimiter = '|', textBlock = """
            product_not_found: no product has the SKU A: B                              | product_not_found                        | true
            storage_unavailable: 403 media/catalog/product/a/b.jpg                      | storage_unavailable                      | true
            internal: a defect of the connector; the log has more under nacento-1       | internal: a defect of the connector      | true
            internal: the database refused the rows: Data too long; the log has more    | internal: the database refused the rows  | true
            invalid_item: ambiguous_sku: several products have the SKU A                | invalid_item: ambiguous_sku              | true
            invalid_item: images[0].label is longer than 255 characters                 | invalid_item                             | false
            a text of somebody else                                                     | a text of somebody else                  | true
            '' | '' | true
            """)
    void theReasonIsShortAndItsPatternFindsTheMessageAgain(String message, String reason, boolean helped) {
        assertThat(FailureReason.of(message)).isEqualTo(reason);
        assertThat(Pattern.compile(FailureReason.pattern(reason)).matcher(message).find()).isTrue();
        assertThat(FailureReason.isHelped(message)).isEqualTo(helped);
    }
}
