package com.nacento.connector.lab.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What each step of the demo should give, held against what it gave. */
final class DemoChecks {

    private final List<String> failed = new ArrayList<>();
    private int count;

    /** Notes whether a step gave what it should. */
    void expect(String what, Object expected, Object actual) {
        count++;
        if (!Objects.equals(String.valueOf(expected), String.valueOf(actual))) {
            failed.add(what + ": expected " + expected + ", got " + actual);
        }
    }

    int count() {
        return count;
    }

    /** The steps that did not, one line each. */
    List<String> failed() {
        return List.copyOf(failed);
    }
}
