package com.nacento.connector.failure;

/** Something that all work needs is away as a whole: nobody's data is at fault, and trying item by item is no use. */
public final class Outage extends RuntimeException {

    /** What can be away. */
    public enum Part {
        DATABASE(SyncError.Code.DATABASE_UNAVAILABLE), STORAGE(SyncError.Code.STORAGE_UNAVAILABLE), BROKER(SyncError.Code.INTERNAL),
        PIM(SyncError.Code.INTERNAL);

        private final SyncError.Code code;

        Part(SyncError.Code code) {
            this.code = code;
        }
    }

    private static final int LONGEST = 300;

    private final Part part;

    public Outage(Part part, String detail, Throwable cause) {
        super(detail, cause);
        this.part = part;
    }

    /** The outage among the causes of a failure, or {@code null}: Camel wraps what a bean throws. */
    public static Outage in(Throwable failure) {
        return Cause.in(failure, Outage.class).orElse(null);
    }

    /** The outage that a trouble with the database is. */
    public static Outage of(Trouble trouble, Throwable cause) {
        return new Outage(Part.DATABASE, trouble.words(), cause);
    }

    /** The same for people at a console, in the server's own words as well: which right it is, of which table; which host is unknown. */
    public static Outage told(Trouble trouble, Throwable cause) {
        String own = Excerpt.of(Cause.of(cause), LONGEST);
        return new Outage(Part.DATABASE, trouble.words().contains(own) ? trouble.words() : trouble.words() + ": " + own, cause);
    }

    public Part part() {
        return part;
    }

    /** The error of every item that met the outage. */
    public SyncError asError() {
        return new SyncError(part.code, getMessage(), true);
    }
}
