package com.nacento.connector.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.audit.AuditFinding.Kind;
import com.nacento.connector.gallery.ETagAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfrontationTest {

    private final Map<String, ETagAnswer> bucket = new HashMap<>();
    private final List<Collection<String>> asked = new ArrayList<>();
    private final List<AuditFinding> findings = new ArrayList<>();

    @Test
    void anObjectThatAListingLeavesOutIsNotMissing() {
        bucket.put("/a.jpg", ETagAnswer.found("e1"));
        look(100, image("/a.jpg", "e1", null), copy("/a.jpg"));
        assertThat(findings).isEmpty();
    }

    @Test
    void anETagThatOnlyTheListingShowsIsNoDifference() {
        bucket.put("/a.jpg", ETagAnswer.found("e1"));
        look(100, object("/a.jpg", "0x8D-1"), image("/a.jpg", "e1", null));
        assertThat(findings).isEmpty();
    }

    @Test
    void theSameContentUnderAnotherETagIsNoDifference() {
        bucket.put("/a.jpg", ETagAnswer.found("e2", "5 sum"));
        look(100, object("/a.jpg", "e2"), image("/a.jpg", "e1", "e1 5 sum"));
        assertThat(findings).isEmpty();
    }

    @Test
    void anObjectWithTheStoredETagIsNotAskedFor() {
        look(100, object("/a.jpg", "e1"), image("/a.jpg", "e1", null), object("/b.jpg", "e1"), image("/b.jpg", null, null));
        assertThat(findings).isEmpty();
        assertThat(asked).allMatch(Collection::isEmpty);
    }

    @Test
    void whatMayNotBeReadIsNotCalledMissing() {
        bucket.put("/a.jpg", ETagAnswer.failed(ETagAnswer.Kind.REFUSED, "403 media/catalog/product/a.jpg"));
        look(100, image("/a.jpg", "e1", null));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.confirmed()).isFalse();
            assertThat(finding.detail()).contains("403");
        });
    }

    @Test
    void aPathIsAskedForOnceHoweverManyProductsAndCopiesHaveIt() {
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            facts.add(image("/a.jpg", "e1", null));
        }
        for (int i = 0; i < 5_000; i++) {
            facts.add(copy("/a.jpg"));
        }
        bucket.put("/a.jpg", ETagAnswer.missing());
        look(1, facts.toArray(Fact[]::new));
        assertThat(findings).hasSize(10_000).allMatch(AuditFinding::confirmed);
        assertThat(asked.stream().mapToInt(Collection::size).sum()).isEqualTo(1);
    }

    @Test
    void whatIsBeyondTheLastQuestionIsNotCertain() {
        bucket.put("/a.jpg", ETagAnswer.missing());
        look(1, image("/a.jpg", "e1", null), image("/b.jpg", "e1", null), object("/c.jpg", "e2"), image("/c.jpg", "e1", null));
        assertThat(findings).extracting(finding -> finding.kind() + " " + finding.path() + " " + finding.confirmed())
                .containsExactly("MISSING_OBJECT /a.jpg true", "MISSING_OBJECT /b.jpg false", "ETAG_DIFFERS /c.jpg false");
    }

    @Test
    void anObjectThatOnlyARoleNamesIsUsed() {
        look(100, object("/a.jpg", "e1"), new Fact("/a.jpg", Fact.Kind.ROLE, "1", "SKU-1", "image", "admin", null, null),
                object("/b.jpg", "e1"));
        assertThat(findings).extracting(AuditFinding::kind).containsExactly(Kind.BROKEN_ROLE, Kind.UNLINKED_OBJECT);
    }

    @Test
    void anObjectOfARowThatWasLinkedMeanwhileIsUsed() {
        look(100, object("/a.jpg", "e1"), new Fact("/a.jpg", Fact.Kind.LINKED));
        assertThat(findings).isEmpty();
    }

    private void look(int mostQuestions, Fact... facts) {
        Confrontation confrontation = new Confrontation(paths -> {
            asked.add(List.copyOf(paths));
            Map<String, ETagAnswer> answers = new HashMap<>(bucket);
            answers.keySet().retainAll(paths);
            return answers;
        }, mostQuestions, findings::add);
        List.of(facts).forEach(confrontation);
        confrontation.end();
    }

    private static Fact object(String path, String etag) {
        return new Fact(path, Fact.Kind.OBJECT, etag, "5", "2026-01-01T00:00:00Z");
    }

    private static Fact image(String path, String etag, String content) {
        return new Fact(path, Fact.Kind.IMAGE, "1", "SKU-1", "7", etag, content, "1", null);
    }

    private static Fact copy(String path) {
        return new Fact(path, Fact.Kind.COPY, "/cache/x" + path);
    }
}
