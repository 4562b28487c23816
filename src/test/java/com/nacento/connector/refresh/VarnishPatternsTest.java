package com.nacento.connector.refresh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VarnishPatternsTest {

    private static final Pattern TAG = Pattern.compile("\\(\\(\\^\\|,\\)(cat_p_\\d+)\\(,\\|\\$\\)\\)");

    @Test
    void aPatternIsWhatMagentoItselfSends() {
        assertThat(VarnishPatterns.of(List.of("cat_p_12", "cat_p_13"))).containsExactly("((^|,)cat_p_12(,|$))|((^|,)cat_p_13(,|$))");
    }

    @Test
    void withoutTagsNothingIsSent() {
        assertThat(VarnishPatterns.of(List.of())).isEmpty();
    }

    @Property(tries = 200)
    void eachTagIsSentOnceInPatternsThatFitAHeader(
            @ForAll @Size(max = 2_000) Set<@LongRange(min = 1, max = 4_294_967_295L) Long> products) {
        List<String> tags = products.stream().map(product -> "cat_p_" + product).toList();

        List<String> patterns = VarnishPatterns.of(tags);

        List<String> sent = new ArrayList<>();
        for (String pattern : patterns) {
            assertThat(pattern.length()).isPositive().isLessThanOrEqualTo(7_680);
            Matcher tag = TAG.matcher(pattern);
            while (tag.find()) {
                sent.add(tag.group(1));
            }
            assertThat(TAG.matcher(pattern).replaceAll("")).as("nothing but tags and bars between them").matches("\\|*");
            assertThat(Pattern.compile(pattern).matcher("cat_p,cat_c_1").find()).as("matches no page without these products").isFalse();
        }
        assertThat(sent).isEqualTo(tags);
    }
}
