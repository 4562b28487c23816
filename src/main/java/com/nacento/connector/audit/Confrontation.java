package com.nacento.connector.audit;

import com.nacento.connector.audit.AuditFinding.Kind;
import com.nacento.connector.gallery.AuditedImage;
import com.nacento.connector.gallery.ETagAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Holds rows against objects, path by path in their order. What a listing does not show, or shows with another ETag, is asked for by HEAD,
 * many at once, before it is called missing or different; as long as there are questions left.
 */
final class Confrontation implements Consumer<Fact> {

    /** Facts that wait for answers. */
    private static final int AT_ONCE = 2_000;

    private final Function<Collection<String>, Map<String, ETagAnswer>> bucket;
    private final Consumer<AuditFinding> findings;
    private final int mostQuestions;
    /** Whether the listing has the object of a fact, with another ETag, goes with it. */
    private final List<Question> open = new ArrayList<>();
    private Map<String, ETagAnswer> answers = new HashMap<>();
    private int questions;
    private String path;
    private Fact object;
    private boolean isUsed;
    private boolean hasUnlinkedRow;

    private record Question(Fact fact, boolean listed) {
    }

    /**
     * @param bucket        answers for paths
     * @param mostQuestions how many of them are asked for at the most
     */
    Confrontation(Function<Collection<String>, Map<String, ETagAnswer>> bucket, int mostQuestions, Consumer<AuditFinding> findings) {
        this.bucket = bucket;
        this.mostQuestions = mostQuestions;
        this.findings = findings;
    }

    int questions() {
        return questions;
    }

    @Override
    public void accept(Fact fact) {
        if (!fact.path().equals(path)) {
            endPath();
            path = fact.path();
        }
        switch (fact.kind()) {
            case OBJECT -> object = fact;
            case IMAGE -> {
                isUsed = true;
                String etag = fact.field(GalleryWalk.ETAG);
                if (object == null || etag != null && !etag.equals(object.field(0))) {
                    ask(fact);
                }
            }
            case ROLE -> {
                isUsed = true;
                if (object == null) {
                    ask(fact);
                } else {
                    findings.accept(role(fact, true, false, "the product's gallery has no such image, the bucket has the object"));
                }
            }
            case LINKED -> isUsed = true;
            case UNLINKED -> {
                hasUnlinkedRow = true;
                findings.accept(new AuditFinding(Kind.UNLINKED_ROW, true, false, path, null, null, Long.valueOf(fact.field(0)), null, null,
                        object == null ? "the bucket does not list the object" : "the bucket has the object"));
            }
            case COPY -> {
                if (object == null) {
                    ask(fact);
                }
            }
        }
    }

    /** All facts were handed over. */
    void end() {
        endPath();
        resolve();
    }

    private void endPath() {
        if (object != null && !isUsed) {
            findings.accept(new AuditFinding(Kind.UNLINKED_OBJECT, true, false, path, null, null, null, null, null,
                    object.field(1) + " bytes, stored " + object.field(2)
                            + (hasUnlinkedRow ? "; only gallery rows that no product links name it" : "")));
        }
        object = null;
        isUsed = false;
        hasUnlinkedRow = false;
    }

    private void ask(Fact fact) {
        open.add(new Question(fact, object != null));
        if (open.size() >= AT_ONCE) {
            resolve();
        }
    }

    private void resolve() {
        Set<String> unknown = new LinkedHashSet<>();
        open.stream().map(question -> question.fact().path())
                .filter(asked -> !answers.containsKey(asked) && questions + unknown.size() < mostQuestions)
                .forEach(unknown::add);
        questions += unknown.size();
        answers.putAll(bucket.apply(unknown));
        open.forEach(question -> decide(question, answers.get(question.fact().path())));
        open.clear();
        // of this path more may come
        ETagAnswer last = path == null ? null : answers.get(path);
        answers = new HashMap<>();
        if (last != null) {
            answers.put(path, last);
        }
    }

    private void decide(Question question, ETagAnswer answer) {
        Fact fact = question.fact();
        boolean isThere = answer != null && answer.isThere();
        boolean isCertain = answer != null && !answer.isFailure();
        String why = isCertain ? "HEAD: 404" : answer == null ? "not listed, and not asked for" : answer.detail();
        switch (fact.kind()) {
            case IMAGE -> image(question, answer, isThere, isCertain, why);
            case ROLE -> findings.accept(isThere
                    ? role(fact, true, false, "the product's gallery has no such image, the bucket has the object")
                    : role(fact, isCertain, isCertain && fact.field(GalleryWalk.ALL_BROUGHT) != null,
                            "neither the product's gallery nor the bucket has it (" + why + ")"));
            default -> {
                if (!isThere) {
                    findings.accept(new AuditFinding(Kind.ORPHANED_COPY, isCertain, false, fact.path(), null, null, null, null, null,
                            fact.field(0) + " (" + why + ")"));
                }
            }
        }
    }

    private void image(Question question, ETagAnswer answer, boolean isThere, boolean isCertain, String why) {
        Fact fact = question.fact();
        String etag = fact.field(GalleryWalk.ETAG);
        if (isThere) {
            if (etag != null && AuditedImage.isAnother(etag, fact.field(GalleryWalk.CONTENT), answer)) {
                findings.accept(finding(fact, Kind.ETAG_DIFFERS, true, null, null, "stored " + etag + ", bucket " + answer.etag()));
            }
        } else if (!isCertain && question.listed()) {
            findings.accept(finding(fact, Kind.ETAG_DIFFERS, false, null, null, "stored " + etag + ", the listing shows another ("
                    + (answer == null ? "not asked for" : why) + ")"));
        } else {
            findings.accept(finding(fact, Kind.MISSING_OBJECT, isCertain, null, null, why));
            GalleryWalk.roles(fact.field(GalleryWalk.HOLDS)).forEach(role -> findings
                    .accept(finding(fact, Kind.BROKEN_ROLE, isCertain, role[0], role[1],
                            "the object of its image is missing (" + why + ")")));
        }
    }

    private static AuditFinding finding(Fact fact, Kind kind, boolean confirmed, String role, String store, String detail) {
        return new AuditFinding(kind, confirmed, fact.field(GalleryWalk.BROUGHT) != null, fact.path(),
                Long.valueOf(fact.field(GalleryWalk.PRODUCT)), fact.field(GalleryWalk.SKU), Long.valueOf(fact.field(GalleryWalk.IMAGE)),
                role,
                store, detail);
    }

    private static AuditFinding role(Fact fact, boolean confirmed, boolean brought, String detail) {
        String note = fact.field(GalleryWalk.NOTE);
        return new AuditFinding(Kind.BROKEN_ROLE, confirmed, brought, fact.path(), Long.valueOf(fact.field(GalleryWalk.PRODUCT)),
                fact.field(GalleryWalk.SKU), null, fact.field(GalleryWalk.ROLE), fact.field(GalleryWalk.STORE),
                note == null ? detail : detail + "; " + note);
    }
}
