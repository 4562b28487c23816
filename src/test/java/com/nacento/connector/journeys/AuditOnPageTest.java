package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nacento.connector.Nacento;
import com.nacento.connector.audit.AuditFinding;
import com.nacento.connector.lab.stage.Numbers;
import com.nacento.connector.lab.stage.TcpGate;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.AuditedRows;
import com.nacento.connector.testing.BrowserJourneyTest;
import com.nacento.connector.testing.TestServers;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The audit on the page, of a shop in which something of each kind is wrong. What the last one has found stays, so there is an order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuditOnPageTest extends BrowserJourneyTest {

    private static final String HASH = "f073062f50e48eb0f0998593e568d857";
    private static final String CALLS = "/rest/V1/nacento-connector/ui/audit";
    private static final int GONE = 120;
    private static final int DELETED = 5_000;

    @TempDir
    Path folder;

    private TcpGate bucket;
    private TcpGate database;

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(super.settings());
        bucket = TcpGate.before(TestServers.storage().endpoint()).open();
        database = TcpGate.before(URI.create(shop.database().address().url().substring("jdbc:".length()))).open();
        settings.put("nacento.db.url", shop.database().address().url().replaceFirst("//[^/]+/", "//127.0.0.1:" + database.port() + "/"));
        settings.put("nacento.s3.endpoint", "http://127.0.0.1:" + bucket.port());
        settings.put("nacento.s3.timeout", "2m");
        return settings;
    }

    @AfterAll
    void closeGates() {
        bucket.close();
        database.close();
    }

    private Locator button(String words) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words));
    }

    private void openAudit() {
        open(1440, 900, ColorScheme.LIGHT);
        signIn();
        page.getByRole(AriaRole.NAVIGATION).getByText("Audit").click();
    }

    /** Something of each kind, and of one of them more than is shown. */
    private void breakShop() throws SQLException {
        AuditedRows rows = new AuditedRows(shop);
        long product = shop.addProduct("AUDIT 1/ü");
        for (int i = 1; i <= GONE; i++) {
            rows.image(product, "/g/o/gone-%03d.jpg".formatted(i), "e1");
        }
        rows.role(product, "image", 0, "/g/o/gone-001.jpg");
        rows.role(product, "small_image", 1, "/n/o/where.jpg");
        rows.image(product, "/l/a/lamp-1.jpg", shop.etag("/l/a/lamp-1.jpg"));
        rows.image(product, "l/a/lamp-1.jpg", null);
        rows.image(product, "/b/i/bike-red-1.jpg", "0123456789abcdef0123456789abcdef");
        shop.database().run("INSERT INTO {prefix}catalog_product_entity_media_gallery (attribute_id, value) SELECT "
                + shop.attribute("media_gallery") + ", CONCAT('/d/e/deleted-', seq, '.jpg') FROM " + Numbers.to(DELETED));
        shop.putImage("/cache/" + HASH + "/n/o/nobody.jpg", "copy");
    }

    @Test
    @Order(1)
    void withoutAnyAuditThatIsSaidAndWithoutATokenNothingIs() {
        for (String call : List.of("", "/findings", "/findings.csv")) {
            assertThat(connector.get(CALLS + call).status()).as(call).isEqualTo(401);
        }
        assertThat(connector.post(CALLS + "/start", "{\"copies\":true}").status()).isEqualTo(401);
        assertThat(connector.post(CALLS + "/cancel", "{}").status()).isEqualTo(401);
        openAudit();

        assertThat(page.getByText("No audit has come to its end since this process was started.")).isVisible();
        assertThat(page).hasTitle("Audit · Nacento connector");
        assertThat(page.getByText("--apply")).isVisible();
        page.route("**/ui/audit", route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(
                """
                {"running":{"progress":"Listing the bucket","started_at":1,"by":"operator","copies":true,"cancelled":false},"result":null,"broken":null}""")));
        page.reload();
        assertThat(page.getByText("Listing the bucket")).isVisible();
        page.unroute("**/ui/audit");
        assertThat(page.locator("#announcer")).hasText("The audit was lost: the process was started again");
    }

    @Test
    @Order(2)
    void oneThatIsCancelledEndsAndMeanwhileAnotherOneIsRefused() {
        openAudit();
        bucket.hang();
        button("Start an audit").click();
        assertThat(page.getByText("Listing the bucket")).isVisible();
        assertThat(page.getByText(Pattern.compile("Started .+ by operator"))).isVisible();
        assertThat(button("Start an audit")).isHidden();

        Answer second = authorized(CALLS + "/start", "{\"copies\":true}");
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body()).contains("An audit is under way already");
        button("Cancel the audit").click();
        assertThat(page.getByText("Ending: what has been asked for is waited for")).isVisible();
        bucket.flow();

        assertThat(page.locator(".banner-warn")).containsText("was cancelled after");
        assertThat(page.getByText("No audit has come to its end")).isVisible();
        assertThat(button("Start an audit")).isEnabled();
        assertThat(authorized(CALLS + "/cancel", "{}").status()).isEqualTo(409);
    }

    @Test
    @Order(3)
    void whatIsFoundIsCountedAsTheCommandCountsItAndLeadsToItsProducts() throws SQLException, IOException {
        breakShop();
        openAudit();
        button("Start an audit").click();

        assertThat(page.locator("#result-title")).containsText("findings");
        TestSettings.write(folder.resolve("nacento.properties"), TestSettings.of(shop, 8080, 9876));
        StringWriter printed = new StringWriter();
        int exit = Nacento.commandLine().setOut(new PrintWriter(printed)).execute("audit", "--config",
                folder.resolve("nacento.properties").toString(), "--csv", folder.resolve("findings.csv").toString());
        assertThat(exit).isEqualTo(1);
        String[] lines = printed.toString().split("\\R");
        assertThat(page.locator(".audit-summary")).hasText(lines[0]);
        assertThat(page.locator(".counts tbody tr")).hasCount(AuditFinding.Kind.values().length);
        for (int i = 0; i < AuditFinding.Kind.values().length; i++) {
            assertThat(page.locator(".counts tbody tr").nth(i).locator("th, td")).hasText(lines[3 + i].strip().split(" {2,}"));
        }

        assertThat(page.locator(".audit-kind h3")).hasCount(6 + 1);
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("missing_object")).locator(".finding")).hasCount(5);
        filter("missing_object");
        assertThat(page.locator(".finding")).hasCount(50);
        page.getByText("Show more").click();
        assertThat(page.locator(".finding")).hasCount(100);
        assertThat(page.getByText("the first 100 of " + GONE)).isVisible();
        assertThat(page).hasURL(Pattern.compile(".*#/audit\\?kind=missing_object&shown=100"));
        page.reload();
        assertThat(page.locator(".finding")).hasCount(100);
        filter("twin");
        assertThat(page.locator(".finding")).hasCount(1);
        assertThat(page.locator(".finding .small-picture img")).isVisible();
        page.goBack();
        assertThat(page.locator(".finding")).hasCount(100);
        filter("broken_role");
        assertThat(page.locator(".finding").last()).containsText("role small_image in ");
        page.locator(".finding a").first().click();
        assertThat(page.locator("h1")).hasText("AUDIT 1/ü");
        assertThat(page.locator(".other-roles li")).containsText(Pattern.compile("Role small_image in \\w+: /n/o/where.jpg"));
        page.goBack();

        Download file = page.waitForDownload(() -> button("Save all as CSV").click());
        assertThat(file.suggestedFilename()).matches("audit-\\d{4}-\\d\\d-\\d\\d-\\d\\d-\\d\\d\\.csv");
        assertThat(Files.readAllLines(file.path())).containsExactlyInAnyOrderElementsOf(Files.readAllLines(folder.resolve("findings.csv")));
        assertThat(page.getByText(Pattern.compile("\\d+ findings saved\\."))).isVisible();
    }

    @Test
    @Order(4)
    void aFailureIsSaidInTheWordsOfTheCommandAndTheLastResultStays() {
        openAudit();
        assertThat(page.locator("#result-title")).containsText("findings");
        database.cut();
        button("Start an audit").click();

        assertThat(page.locator(".banner-bad"))
                .containsText("This audit did not come to its end: the database cannot be reached");
        assertThat(page.locator("#result-title")).containsText("findings");
        database.open();
        page.getByLabel("Resized copies, too").uncheck();
        button("Start an audit").click();
        assertThat(page.locator(".card-head").getByText("without resized copies")).isVisible();
        assertThat(page.locator(".banner-bad")).hasCount(0);
        complaints.removeIf(complaint -> complaint.contains("503"));
    }

    @ParameterizedTest(name = "{0}, {1} px")
    @CsvSource({"LIGHT, 1440", "DARK, 1440", "LIGHT, 390"})
    @Order(5)
    void allOfItCanBeReadAndUsedByEverybody(ColorScheme scheme, int width) throws IOException {
        open(width, 900, scheme);
        signIn();
        page.evaluate("location.hash = '#/audit'");
        assertThat(page.locator(".finding").first()).isVisible();
        readable("a result", width);
        bucket.hang();
        button("Start an audit").click();
        assertThat(page.getByText("Listing the bucket")).isVisible();
        readable("under way", width);
        button("Cancel the audit").click();
        bucket.flow();
        assertThat(page.locator(".banner-warn")).isVisible();
        readable("cancelled", width);
        bucket.cut();
        button("Start an audit").click();
        assertThat(page.locator(".banner-bad")).isVisible();
        readable("failed", width);
        bucket.open();
        complaints.removeIf(complaint -> complaint.contains("503"));
    }

    private void filter(String kind) {
        page.locator(".filters").getByLabel(kind, new Locator.GetByLabelOptions().setExact(true))
                .check(new Locator.CheckOptions().setForce(true));
    }

    private void readable(String view, int width) throws IOException {
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as(view).isLessThanOrEqualTo(width);
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).as(view).isEmpty();
        try (InputStream axe = AuditOnPageTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat((List<?>) page.evaluate("async () => (await axe.run()).violations"
                + ".map(rule => rule.id + ': ' + rule.nodes.map(node => node.target.join(' ')).join(', '))")).as(view).isEmpty();
    }
}
