package com.nacento.connector.doctor;

import java.util.Locale;

/**
 * How a check ended.
 *
 * @param reason why it was skipped, else {@code null}
 */
record CheckResult(String name, Status status, long millis, Finding finding, String reason) {

    /** The three ends, in lower case as they are written. */
    enum Status {
        OK, FAIL, SKIPPED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static CheckResult skipped(String name, String reason) {
        return new CheckResult(name, Status.SKIPPED, 0, new Finding(), reason);
    }

    static CheckResult of(String name, long millis, Finding finding) {
        return new CheckResult(name, finding.errors().isEmpty() ? Status.OK : Status.FAIL, millis, finding, null);
    }
}
