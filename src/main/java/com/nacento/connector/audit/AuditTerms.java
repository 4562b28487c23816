package com.nacento.connector.audit;

/**
 * How an audit is done.
 *
 * @param copies        whether resized copies are looked at, too
 * @param mostQuestions how many objects are asked for by HEAD at the most
 * @param sortingBytes  what may be in memory to be sorted, about
 */
public record AuditTerms(boolean copies, int mostQuestions, long sortingBytes) {

    /** So many objects are asked for by HEAD if nobody says otherwise. */
    public static final int QUESTIONS = 100_000;

    private static final long MOST_ALONE = 64L << 20;
    private static final long MOST_BESIDE = 16L << 20;

    /** For a process that does nothing else. */
    public static AuditTerms alone(boolean copies, int mostQuestions) {
        return new AuditTerms(copies, mostQuestions, Math.min(MOST_ALONE, Runtime.getRuntime().maxMemory() / 8));
    }

    /** For a process that has other work. */
    public static AuditTerms beside(boolean copies) {
        return new AuditTerms(copies, QUESTIONS, Math.min(MOST_BESIDE, Runtime.getRuntime().maxMemory() / 32));
    }
}
