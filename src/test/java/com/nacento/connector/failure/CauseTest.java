package com.nacento.connector.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class CauseTest {

    @Test
    void theDeepestCauseSaysMost() {
        assertThat(Cause.of(new IllegalStateException("unable to execute", new IOException("connection refused"))))
                .isEqualTo("connection refused");
    }

    @Test
    void theNumberOfTheConnectionIsNoneOfTheReadersBusiness() {
        assertThat(Cause.of(new SQLException("(conn=35) Data too long for column 'label'"))).isEqualTo("Data too long for column 'label'");
        assertThat(Cause.of(new SQLException("(conn=35) (conn=35) Data too long"))).isEqualTo("Data too long");
        assertThat(Cause.of(new SQLException("label (conn=35)"))).isEqualTo("label (conn=35)");
    }

    @Test
    void aCauseWithoutWordsIsNamedByItsKind() {
        assertThat(Cause.of(new RuntimeException(new IOException()))).isEqualTo("IOException");
        assertThat(Cause.of(new IOException(" "))).isEqualTo("IOException");
    }

    @Test
    void aCauseOfAKindIsFoundHoweverDeepItIs() {
        IOException io = new IOException("x");
        assertThat(Cause.in(new RuntimeException(new IllegalStateException(io)), IOException.class)).containsSame(io);
        assertThat(Cause.in(null, IOException.class)).isEmpty();
    }
}
