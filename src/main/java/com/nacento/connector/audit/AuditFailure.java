package com.nacento.connector.audit;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.failure.Outage;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Why an audit did not come to its end, said alike wherever it was started. */
public final class AuditFailure {

    private AuditFailure() {
    }

    /** In words for people, secrets not masked; empty: it is no failure that is expected. */
    public static Optional<String> words(RuntimeException failure) {
        if (failure instanceof Outage || failure instanceof IncompatibleShopException || failure instanceof SettingsException) {
            return Optional.of(failure.getMessage());
        }
        return failure instanceof UncheckedIOException disk ? Optional.of(disk.getMessage() + ": " + disk.getCause()) : Optional.empty();
    }
}
