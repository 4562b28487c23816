package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.S3Stub.Trouble;
import java.util.Locale;

/** What can be done to a connector, or to what it works with. */
enum Fault {
    KILL("kill -9 of a connector, and a new start"),
    DATABASE("kill -9 of the database server, and a new start"),
    BROKER("the broker falls silent, kill -9, and a new start"),
    CUT("all connections to a server broken, new ones refused"),
    RESET("all connections to a server reset"),
    HANG("nothing comes through to a server or from it, then all of it, or the connections break"),
    SLOW("4 KiB to a server or from it take 30 ms"),
    S3_500(Trouble.INTERNAL_ERROR, "S3 answers 500"),
    S3_503(Trouble.SLOW_DOWN, "S3 answers 503 SlowDown"),
    S3_429(Trouble.TOO_MANY_REQUESTS, "S3 answers 429"),
    S3_403(Trouble.ACCESS_DENIED, "S3 answers 403 to everything"),
    S3_KEYS(Trouble.UNKNOWN_KEY, "keys were rotated: S3 answers 403 InvalidAccessKeyId to everything"),
    S3_SILENT(Trouble.SILENCE, "S3 takes requests and answers nothing"),
    S3_GARBAGE(Trouble.GARBAGE, "S3 answers garbage"),
    S3_LAG("listings leave objects out and show older ETags than the tables have, until the wave comes to rest"),
    S3_OTHER_ETAGS("listings show other ETags than HEAD for every object, until the wave comes to rest"),
    READ_ONLY("the database refuses all writes"),
    LOCK("a table is locked for longer than the connector waits for a lock"),
    ADMIN_SAVE("products are saved in Magento's admin, which makes their value rows anew");

    private final Trouble trouble;
    private final String description;

    Fault(String description) {
        this(Trouble.NONE, description);
    }

    Fault(Trouble trouble, String description) {
        this.trouble = trouble;
        this.description = description;
    }

    /** What the stub of S3 does; {@code NONE} for faults of others. */
    Trouble trouble() {
        return trouble;
    }

    String description() {
        return description;
    }

    /** As the command line names it: {@code s3-500}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
