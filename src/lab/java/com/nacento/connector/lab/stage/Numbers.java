package com.nacento.connector.lab.stage;

/** Rows that are made of nothing: as many as are wanted, without a limit that a server sets to recursion. */
public final class Numbers {

    private Numbers() {
    }

    /** A table for FROM, with the numbers from 1 on in its column {@code seq}; MariaDB and MySQL understand it. */
    public static String to(int last) {
        return "JSON_TABLE(CONCAT('[0', REPEAT(',0', " + (last - 1) + "), ']'), '$[*]' COLUMNS (seq FOR ORDINALITY)) numbers";
    }
}
