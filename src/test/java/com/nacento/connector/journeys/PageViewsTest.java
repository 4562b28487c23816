package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.BrowserJourneyTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All views of the page: what stands in their addresses, that they leave nothing behind, and that everybody can use them. */
class PageViewsTest extends BrowserJourneyTest {

    private static final int VISITS = 50;
    private static final int ROWS = 350;
    /** Far less than the rows of one visit, of some 27 each. */
    private static final int FEW_NODES = 100;

    /** What axe finds: rule and elements. */
    private static final String VIOLATIONS = "async () => (await axe.run()).violations"
            + ".map(rule => rule.id + ': ' + rule.nodes.map(node => node.target.join(' ')).join(', '))";

    private static final String BACKGROUND = "element => getComputedStyle(document.querySelector(element)).backgroundColor";

    @Test
    void whatIsFilteredAndSearchedAndHowFarDownOneIsStandsInTheAddress() throws SQLException {
        shop.addProduct("VIEW-GOOD");
        String bulk = handIn("viewed", IntStream.rangeClosed(1, 120)
                .mapToObj(i -> item(i == 7 ? "VIEW-GOOD" : "VIEW-" + i, "/l/a/lamp-1.jpg", "Lamp " + i)).toArray(String[]::new));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        go(bulk);
        assertThat(page).hasTitle("viewed · Nacento connector");
        page.getByText("Show more").click();
        assertThat(page.locator(".sku")).hasCount(100);
        page.locator(".sku").nth(90).scrollIntoViewIfNeeded();
        assertThat(page).hasURL(Pattern.compile(".*\\?shown=100"));
        await().until(() -> (Boolean) page.evaluate("history.state?.top > 1000 && history.state.top === Math.round(scrollY)"));
        // a click of the mouse may scroll first
        int top = (int) page.locator(".sku-link").nth(90)
                .evaluate("link => { const top = Math.round(scrollY); link.click(); return top; }");
        assertThat(page.locator("h1")).hasText("VIEW-91");
        assertThat(top()).isZero();

        page.goBack();

        assertThat(page.locator(".sku")).hasCount(100);
        await().until(this::top, now -> now == top);
        page.reload();
        assertThat(page.locator(".sku")).hasCount(100);
        await().until(this::top, now -> now == top);

        filter("Done");
        assertThat(page.locator(".sku h3")).hasText(new String[] {"VIEW-GOOD"});
        page.locator(".reason").click();
        assertThat(page.locator(".sku")).hasCount(50);
        page.locator("#text").fill("view-10");
        assertThat(page.locator(".sku")).hasCount(11);
        assertThat(page).hasURL(Pattern.compile(".*\\?state=failed&reason=product_not_found&text=view-10"));
        Page colleague = page.context().newPage();
        colleague.navigate(page.url());
        colleague.getByLabel("Access token").fill(TOKEN);
        colleague.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        assertThat(colleague.locator(".sku")).hasCount(11);
        assertThat(colleague.locator("#text")).hasValue("view-10");
        assertThat(colleague.locator(".reason")).hasAttribute("aria-pressed", "true");
        page.goBack();
        assertThat(page.locator(".sku h3")).hasText(new String[] {"VIEW-GOOD"});
        assertThat(page.getByLabel("Done", new Page.GetByLabelOptions().setExact(true))).isChecked();
        page.goForward();
        assertThat(page.locator(".sku")).hasCount(11);
    }

    @Test
    void bulksOfBothKindsAreOneListWithSendersFiltersAndSearch() throws SQLException {
        shop.addProduct("LIST-GOOD");
        for (int i = 1; i <= 25; i++) {
            handIn("listed-" + i, item(i == 2 ? "LIST-BAD" : "LIST-GOOD", "/l/a/lamp-1.jpg", "Lamp"));
        }
        authorized(BULK, request(item("LIST-GOOD", "/l/a/lamp-1.jpg", "Lamp")).replace("op-1", "by hand"));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        Locator rows = page.locator(".bulk");
        assertThat(rows).hasCount(15);
        assertThat(rows.nth(0)).containsText("by hand");
        assertThat(rows.nth(0)).containsText("Direct · from operator");
        assertThat(rows.nth(1)).containsText("listed-25");
        assertThat(rows.nth(1)).containsText("Asynchronous · from operator");
        assertThat(page.locator(".nothing")).hasText(
                "Nothing in the last twenty bulks. What fails of direct bulks, their callers are told. Look for failures in older ones");
        page.getByText("Look for failures in older ones").click();
        assertThat(page.getByLabel("Failed or rejected")).isChecked();
        assertThat(rows.locator("a").first()).hasText("listed-2");
        page.goBack();

        page.getByText("All bulks, search and filters").click();
        page.locator("#text").fill("LISTED-");
        // before it is found there are as many of all
        assertThat(rows.nth(0)).containsText("listed-25");
        assertThat(rows).hasCount(20);
        page.getByText("Show older ones").click();
        assertThat(rows).hasCount(25);
        filter("Failed or rejected");
        assertThat(rows.locator("a")).hasText(new String[] {"listed-2"});
        assertThat(page).hasURL(Pattern.compile(".*#/bulks\\?text=LISTED-&state=failed"));
        String id = rows.locator("a").getAttribute("href").replace("#/bulks/", "");
        page.reload();
        assertThat(rows.locator("a")).hasText(new String[] {"listed-2"});
        filter("Of sources");
        assertThat(page.getByText("No bulk fits", new Page.GetByTextOptions().setExact(true))).isVisible();
        filter("Asynchronous");
        page.locator("#text").fill(id);
        assertThat(rows.locator("a")).hasText(new String[] {"listed-2"});
        filter("All");
        filter("Direct");
        page.locator("#text").fill("by ha");
        assertThat(rows.locator("a")).hasText(new String[] {"by hand"});

        filter("All kinds");
        page.locator("#text").fill("listed-1");
        assertThat(rows).hasCount(11);
        rows.locator("a").last().click();
        assertThat(page.locator("h1")).hasText("listed-1");
        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Images inserted")).locator("dd")).hasText("1");
        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("With warnings")).locator("dd")).hasText("0");
        page.goBack();
        assertThat(rows).hasCount(11);
    }

    @Test
    void fiftyVisitsToALargeBulkLeaveNoNodesBehind() throws SQLException {
        String[] items = IntStream.rangeClosed(1, ROWS).mapToObj(i -> item("LARGE-" + i, "/l/a/lamp-1.jpg", "Lamp " + i))
                .toArray(String[]::new);
        items[0] = "{\"sku\":\"LARGE-1\",\"images\":["
                + IntStream.rangeClosed(1, 30).mapToObj("{\"file_path\":\"/l/a/large-%d.jpg\"}"::formatted).collect(Collectors.joining(","))
                + "]}";
        String bulk = handIn("large", items);
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        CDPSession browser = page.context().newCDPSession(page);
        visit(bulk);
        int before = nodes(browser);

        for (int i = 0; i < VISITS; i++) {
            visit(bulk);
        }

        // a picture that is still on its way to the last one holds it
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(nodes(browser)).isLessThan(before + FEW_NODES));
    }

    @ParameterizedTest(name = "{0}, forced colors: {1}, {2} px")
    @CsvSource({"LIGHT, NONE, 1440", "DARK, NONE, 1440", "LIGHT, ACTIVE, 1440", "LIGHT, NONE, 390"})
    void axeFindsNothingInAnyView(ColorScheme scheme, ForcedColors colors, int width) throws SQLException, IOException {
        String name = "AXE-" + scheme + colors + width;
        shop.addProduct(name);
        String bulk = handIn(name, item(name, "/l/a/lamp-1.jpg", "Lamp"), item(name + "-BAD", "/l/a/lamp-1.jpg", "Lamp"),
                item(name + "-GONE", "/g/o/gone.jpg", "Lamp"));
        authorized(BULK, request(item(name, "/l/a/lamp-2.jpg", "Lamp"), item(name + "-BAD", "/l/a/lamp-1.jpg", "Lamp")));
        queues.publish("{\"sku\":\"" + name + "-LETTER\",\"images\":[]}");
        open(width, 900, scheme);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(colors));
        nothingIsViolated("sign in");
        signIn();
        String call = page.locator(".bulk a[href*=calls]").first().getAttribute("href");
        for (String address : List.of("#/", "#/bulks", "#/bulks?text=nobody", bulk, bulk + "?state=failed", call, "#/products/" + name,
                "#/products/" + name + "-BAD", "#/audit", "#/dead-letters", "#/settings?path=/l/a/lamp-1.jpg", "#/nowhere",
                "#/calls/4711")) {
            go(address);
            nothingIsViolated(address);
        }
        go("#/products/" + name);
        page.locator(".enlarge").first().click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        nothingIsViolated("a large picture");
        go("#/");
        authorized("/rest/V1/nacento-connector/ui/consumption/pause", "{}");
        assertThat(page.locator("#live")).hasText("Paused");
        assertThat(page.locator(".matters li").first()).containsText("Consumption is paused");
        nothingIsViolated("paused");
        authorized("/rest/V1/nacento-connector/ui/consumption/resume", "{}");
        assertThat(page.locator("#live")).hasText("Live");
        go("#/preview");
        nothingIsViolated("preview");
        page.locator("#plan-text").fill("{\"items\": [" + item(name, "/b/i/bike-red-1.jpg", "Bike") + ","
                + item("NOBODY", "/l/a/lamp-1.jpg", "Lamp") + "]}");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview").setExact(true)).click();
        assertThat(page.locator("#plan-title")).hasText("1 product would change");
        nothingIsViolated("a plan");
        authorized("/rest/V1/nacento-connector/ui/dead-letters/discard", "{\"all\":true}");
    }

    @Test
    void whereColorsAreForcedOneSeesWhatIsChosenAndHowFarABulkIs() throws SQLException {
        shop.addProduct("FORCED");
        String bulk = handIn("forced", item("FORCED", "/l/a/lamp-1.jpg", "Lamp"));
        open(1440, 900, ColorScheme.LIGHT);
        page.emulateMedia(new Page.EmulateMediaOptions().setForcedColors(ForcedColors.ACTIVE));
        signIn();
        go(bulk);
        assertThat(page.locator(".sku")).hasCount(1);

        assertThat(page.evaluate(BACKGROUND, ".filters input:checked + span"))
                .isNotEqualTo(page.evaluate(BACKGROUND, ".filters input:not(:checked) + span"));
        assertThat(page.evaluate(BACKGROUND, ".seg-done")).isNotEqualTo(page.evaluate(BACKGROUND, ".card"));
        go("#/bulks");
        assertThat(page.evaluate(BACKGROUND, "nav [aria-current]")).isNotEqualTo(page.evaluate(BACKGROUND, "nav a:not([aria-current])"));
    }

    private void nothingIsViolated(String view) throws IOException {
        assertThat(page.locator(".note-loading")).hasCount(0);
        try (InputStream axe = PageViewsTest.class.getResourceAsStream("/axe.min.js")) {
            page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat((List<?>) page.evaluate(VIOLATIONS)).as(view).isEmpty();
    }

    private void go(String address) {
        page.evaluate("address => { location.hash = address }", address);
    }

    private int top() {
        return (int) page.evaluate("Math.round(scrollY)");
    }

    private void filter(String words) {
        page.getByLabel(words, new Page.GetByLabelOptions().setExact(true)).check(new Locator.CheckOptions().setForce(true));
    }

    private void visit(String bulk) {
        go(bulk + "?shown=" + ROWS);
        assertThat(page.locator(".sku")).hasCount(ROWS);
        page.locator(".sku .thumb").nth(100).scrollIntoViewIfNeeded();
        assertThat(page.locator(".sku .thumb").nth(100).locator("img")).isVisible();
        page.getByText("Show all 30 images").click();
        assertThat(page.locator(".images li")).hasCount(30);
        go("#/");
        assertThat(page.locator(".charts canvas")).hasCount(2);
        assertThat(page.locator(".sku")).hasCount(0);
    }

    /** In the tree or not, once what nobody holds is collected. */
    private static int nodes(CDPSession browser) {
        browser.send("HeapProfiler.collectGarbage");
        return browser.send("Memory.getDOMCounters").get("nodes").getAsInt();
    }

    /** Answers the address of its page. */
    private String handIn(String name, String... items) throws SQLException {
        Answer answer = authorized(BULK + "/async", request(items).replace("op-1", name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        bulks.awaitNothingOpen();
        return "#/bulks/" + answer.body().replaceAll("(?s).*\"bulk_uuid\":\"([^\"]+)\".*", "$1");
    }
}
