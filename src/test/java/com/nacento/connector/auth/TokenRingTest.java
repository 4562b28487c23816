package com.nacento.connector.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenRingTest {

    private final AtomicLong clock = new AtomicLong(5_000);

    @TempDir
    Path directory;

    @Test
    void aTokenIsKnownByTheNameItWasMadeFor() {
        TokenRing ring = new TokenRing(List.of(TokenHash.of("pim", "one"), TokenHash.of("erp", "two")), Optional.empty());

        assertThat(ring.nameOf("one")).contains("pim");
        assertThat(ring.nameOf("two")).contains("erp");
        assertThat(ring.nameOf("three")).isEmpty();
        assertThat(ring.nameOf("")).isEmpty();
    }

    @Test
    void theHashItselfOpensNothing() {
        TokenHash hash = TokenHash.of("pim", "one");
        assertThat(new TokenRing(List.of(hash), Optional.empty()).nameOf(hash.sha256())).isEmpty();
    }

    @Test
    void aHashMayComeWithoutANameAndInEitherCase() {
        String hex = TokenHash.of("x", "one").sha256();
        TokenHash hash = TokenHash.parse(hex.toUpperCase()).orElseThrow();

        assertThat(hash.name()).isEqualTo(hex.substring(0, 8));
        assertThat(new TokenRing(List.of(hash), Optional.empty()).nameOf("one")).contains(hash.name());
        assertThat(TokenHash.parse("a b:" + hex)).isEmpty();
        assertThat(TokenHash.parse("pim:" + hex.substring(1))).isEmpty();
    }

    @Test
    void aChangedFileIsReadAgainWithinASecond() throws IOException {
        Path file = write("# callers", "", " " + TokenHash.of("pim", "one") + " ");
        TokenRing ring = ring(file);
        assertThat(ring.nameOf("one")).contains("pim");

        write(TokenHash.of("pim-2026", "two").toString());
        assertThat(ring.nameOf("two")).as("not looked at yet").isEmpty();

        clock.addAndGet(1000);
        assertThat(ring.nameOf("two")).contains("pim-2026");
        assertThat(ring.nameOf("one")).as("revoked").isEmpty();
    }

    @Test
    void aFileThatCannotBeReadLeavesTheTokensAsTheyWere() throws IOException {
        Path file = write(TokenHash.of("pim", "one").toString());
        TokenRing ring = ring(file);

        Files.delete(file);
        clock.addAndGet(1000);
        assertThat(ring.nameOf("one")).contains("pim");

        write("no hash");
        clock.addAndGet(1000);
        assertThat(ring.nameOf("one")).contains("pim");

        write(TokenHash.of("erp", "two").toString());
        clock.addAndGet(1000);
        assertThat(ring.nameOf("one")).isEmpty();
        assertThat(ring.nameOf("two")).contains("erp");
    }

    private TokenRing ring(Path file) {
        return new TokenRing(List.of(), Optional.of(file), clock::get);
    }

    private Path write(String... lines) throws IOException {
        return Files.write(directory.resolve("tokens"), List.of(lines));
    }
}
