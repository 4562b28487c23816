package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.testing.Bulks;
import com.nacento.connector.testing.QueueJourneyTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The reference of the metrics, the dashboard and the alert rules name what a connector that has worked shows. */
class MetricsTest extends QueueJourneyTest {

    private static final Path REFERENCE = Path.of("docs/metrics.md");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-zA-Z_][a-zA-Z0-9_]*)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]+)=\"");
    private static final Pattern METRIC = Pattern.compile("\\b(?:nacento|camel|hikaricp|jvm|process)_[a-z0-9_]+");

    /** Name of each metric on the page, with the names of its labels. */
    private final Map<String, Set<String>> shown = new TreeMap<>();

    @TempDir
    static Path spool;

    @Override
    protected Map<String, String> settings() {
        return Map.of("nacento.rabbitmq.consumers", "2", "nacento.sources", "pim-1", "nacento.source.pim-1.mapping", "pimcore",
                "nacento.source.pim-1.secret", "secret", "nacento.hooks.spool-dir", spool.resolve("events").toString());
    }

    @BeforeAll
    void workAndLook() throws Exception {
        addProduct("METRIC-1", "/m/e/metric-1.jpg");
        String item = item("METRIC-1", "/m/e/metric-1.jpg", "Front");
        assertThat(connector.bulk(request(item, item("NO-SUCH-SKU", "/m/e/metric-1.jpg", "Front"))).status()).isEqualTo(200);
        assertThat(connector.bulk(request(item, "{\"sku\":\"METRIC-1\",\"images\":[{\"file_path\":\"/m/e/not-there.jpg\"}]}")).status())
                .isEqualTo(200);
        assertThat(connector.bulk("{\"mode\":\"replace\",\"items\":[" + item("METRIC-1", "/m/e/not-there.jpg", "Front") + "]}").status())
                .isEqualTo(200);
        assertThat(connector.sync("METRIC-1", "{\"mode\":\"replace\",\"allow_empty\":true,\"images\":[]}").status()).isEqualTo(200);
        bulks.awaitStatuses(Bulks.uuid(connector.bulkAsync(request(item))), "1:1");
        fire("watch-backlog");
        System.gc();
        await().until(() -> page().contains("jvm_gc_pause_seconds_count"));
        SAMPLE.matcher(page()).results().forEach(sample -> {
            Set<String> labels = shown.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            LABEL.matcher(sample.group(2) == null ? "" : sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
        });
    }

    @Test
    void skusAndImagesAreCountedByHowTheyEnded() {
        assertThat(page().lines()).contains("nacento_skus_total{outcome=\"ok\"} 5.0",
                "nacento_skus_total{outcome=\"product_not_found\"} 1.0",
                "nacento_skus_total{outcome=\"internal\"} 0.0", "nacento_images_total{outcome=\"inserted\"} 2.0",
                "nacento_images_total{outcome=\"removed\"} 1.0",
                "nacento_removals_withheld_total 1.0",
                "nacento_images_total{outcome=\"file_not_found\"} 2.0");
    }

    @Test
    void queuesAndLagArePublishedAndEmptyWhenAllIsDone() {
        await().untilAsserted(() -> assertThat(page().lines()).contains("nacento_queue_messages{queue=\"bulk\"} 0.0",
                "nacento_queue_messages{queue=\"topic\"} 0.0",
                "nacento_queue_messages{queue=\"dead\"} 0.0", "nacento_messages_in_flight 0.0"));
        assertThat(page().lines()).contains("nacento_oldest_request_age_seconds 0.0", "nacento_part_up{part=\"database\"} 1.0");
    }

    @Test
    void theAgeOfTheOldestOpenRequestIsThatOfItsSubmission() throws Exception {
        shop.execute(
                "INSERT INTO {prefix}nacento_gallery_request (sku, submitted_at, state, images) VALUES ('WAITS', UTC_TIMESTAMP(6) - "
                        + "INTERVAL 1 HOUR, 4, '[]'),"
                        + " ('CAME-LATER', UTC_TIMESTAMP(6), 4, '[]')");
        try {
            fire("watch-backlog");
            String age = page().lines().filter(line -> line.startsWith("nacento_oldest_request_age_seconds ")).findAny().orElseThrow();
            assertThat(Double.parseDouble(age.split(" ")[1])).isBetween(3600.0, 3900.0);
        } finally {
            shop.execute("DELETE FROM {prefix}nacento_gallery_request WHERE sku IN ('WAITS', 'CAME-LATER')");
            fire("watch-backlog");
        }
    }

    @Test
    void everyMetricOfTheConnectorIsInTheReferenceWithItsLabelsAndViceVersa() throws IOException {
        Map<String, Set<String>> told = new TreeMap<>();
        section("## The connector's own").forEach(row -> told.put(names(row.get(0)).get(0), new TreeSet<>(names(row.get(2)).stream()
                .filter(name -> row.get(2).contains("`" + name + "`:")).toList())));
        Map<String, Set<String>> own = new TreeMap<>();
        shown.forEach((name, labels) -> {
            if (name.startsWith("nacento_")) {
                own.put(name.replaceFirst("(_seconds)_(count|sum|max)$", "$1"), labels);
            }
        });
        assertThat(own).isEqualTo(told);
    }

    @Test
    void everyOutcomeIsInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE) + Files.readString(Path.of("docs/api.md"));
        assertThat(Pattern.compile("outcome=\"([a-z_]+)\"").matcher(page()).results().map(outcome -> outcome.group(1)).distinct())
                .isNotEmpty().allSatisfy(outcome -> assertThat(reference).contains("`" + outcome + "`"));
    }

    @Test
    void everyMetricOfALibraryThatIsToldIsThere() throws IOException {
        assertThat(section("## From the libraries").stream().flatMap(row -> names(row.get(0)).stream())).isNotEmpty()
                .allSatisfy(this::isShown);
    }

    @Test
    void everyMetricThatTheAlertsAskForIsThereAndEveryAlertIsExplained() throws IOException {
        List<Map<?, ?>> rules = new ArrayList<>();
        Map<?, ?> file = (Map<?, ?>) new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(Path.of("monitoring/prometheus-alerts.yaml")));
        ((List<?>) file.get("groups"))
                .forEach(group -> ((List<?>) ((Map<?, ?>) group).get("rules")).forEach(rule -> rules.add((Map<?, ?>) rule)));
        assertThat(rules).allSatisfy(rule -> {
            assertThat(rule.keySet()).isEqualTo(Set.of("alert", "expr", "for", "labels", "annotations"));
            METRIC.matcher(rule.get("expr").toString()).results().map(MatchResult::group).forEach(this::isShown);
        });
        assertThat(rules).extracting(rule -> rule.get("alert").toString())
                .containsExactlyElementsOf(section("## Alerts").stream().map(row -> names(row.get(0)).get(0)).toList());
    }

    @Test
    void everyMetricThatTheDashboardAsksForIsThere() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Path.of("monitoring/grafana-dashboard.json").toFile());
        List<String> asked = dashboard.findValuesAsText("expr");
        assertThat(asked).isNotEmpty()
                .allSatisfy(expression -> assertThat(METRIC.matcher(expression).results().map(MatchResult::group)).isNotEmpty()
                        .allSatisfy(this::isShown));
        assertThat(asked.toString()).contains(section("## The connector's own").stream().map(row -> names(row.get(0)).get(0)).toList());
        List<Integer> ids = dashboard.path("panels").findValues("id").stream().map(JsonNode::asInt).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(dashboard.path("panels"));
    }

    private void isShown(String metric) {
        assertThat(shown.containsKey(metric) || shown.containsKey(metric + "_count")).as(metric).isTrue();
    }

    private String page() {
        return connector.observe("/observe/metrics").body();
    }

    /** What the route's timer does, which the test does not wait for. */
    private void fire(String route) throws Exception {
        CamelContext camel = connector.connector().main().getCamelContext();
        Exchange exchange = new DefaultExchange(camel);
        camel.getRoute(route).getProcessor().process(exchange);
        assertThat(exchange.getException()).isNull();
    }

    /** The rows of the table under a heading. */
    private static List<List<String>> section(String heading) throws IOException {
        String text = Files.readString(REFERENCE).split(Pattern.quote(heading + "\n"), 2)[1].split("\n## ", 2)[0];
        return text.lines().filter(line -> line.startsWith("| `"))
                .map(line -> Arrays.stream(line.substring(1, line.length() - 1).split("\\|")).map(String::strip).toList())
                .collect(Collectors.toList());
    }

    /** What stands between backticks. */
    private static List<String> names(String cell) {
        return Pattern.compile("`([^`]+)`").matcher(cell).results().map(name -> name.group(1)).toList();
    }
}
