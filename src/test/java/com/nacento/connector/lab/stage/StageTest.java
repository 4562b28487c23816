package com.nacento.connector.lab.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StageTest {

    private final List<String> ended = new ArrayList<>();

    @Test
    void whatStartedLastEndsFirstAndTheFolderGoes() throws Exception {
        Play play = new Play(null);
        play.open();

        play.close();
        play.close();

        assertThat(ended).containsExactly("connector", "database");
        assertThat(play.workDir()).doesNotExist();
        assertThat(play.isEnding()).isTrue();
    }

    @Test
    void aStartThatFailsEndsWhatRunsAndKeepsTheLogs() throws Exception {
        Play play = new Play(new IOException("no broker"));

        assertThatThrownBy(play::open).hasMessage("no broker");

        assertThat(ended).containsExactly("database");
        assertThat(play.workDir()).isDirectory();
        TemporaryFolder.delete(play.workDir());
    }

    @Test
    void aConnectorIsToldItsServersAndTheHashOfTheToken() throws Exception {
        try (Play play = new Play(null)) {
            Map<String, String> settings = play.settings(new DatabaseAddress("jdbc:mariadb://db/shop", "u", "p"),
                    new StorageAddress(URI.create("http://s3:9000"), "k", "s"),
                    "media", new BrokerAddress("rabbit", 5672, "pim", "secret", "/"), "topic");

            assertThat(settings).containsEntry("nacento.s3.endpoint", "http://s3:9000").containsEntry("nacento.rabbitmq.addresses",
                    "rabbit:5672");
            assertThat(settings.get("nacento.auth.tokens")).startsWith("play:").doesNotContain(play.token);
        }
    }

    private final class Play extends Stage {

        private final Exception failure;

        private Play(Exception failure) throws IOException {
            super("play");
            this.failure = failure;
        }

        @Override
        protected void start() throws Exception {
            add(() -> ended.add("database"));
            if (failure != null) {
                throw failure;
            }
            add(() -> ended.add("connector"));
        }
    }
}
