package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.QueueJourneyTest;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real Chromium, as people use it. Skipped where there is none ({@code apt-get install chromium}). */
class BrowserTest extends QueueJourneyTest {

    private static final String TOKEN = "a-token-of-the-operator";
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 60_000;
    private static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";

    /** Of every text on the page: WCAG's contrast to what is behind it, if that is less than AA asks for. */
    private static final String POOR_CONTRAST = """
            () => {
              const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
              const light = ([r, g, b]) => {
                const [x, y, z] = [r, g, b].map((c) => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; });
                return 0.2126 * x + 0.7152 * y + 0.0722 * z;
              };
              const behind = (element) => {
                for (let e = element; e; e = e.parentElement) {
                  const color = rgb(getComputedStyle(e).backgroundColor);
                  if (color.length === 3 || color[3] > 0) return color;
                }
                return [255, 255, 255];
              };
              const poor = [];
              const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
              for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const element = node.parentElement;
                const style = getComputedStyle(element);
                if (!node.textContent.trim() || !element.checkVisibility() || element.closest('.sr-only, .skip, :disabled, noscript')) continue;
                const [a, b] = [light(rgb(style.color)), light(behind(element))];
                const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                if (contrast < 4.5) poor.push(node.textContent.trim() + ' ' + contrast.toFixed(2));
              }
              return poor;
            }""";

    private Playwright playwright;
    private Browser browser;
    private BrowserContext tab;
    private Page page;
    private final List<String> complaints = new ArrayList<>();

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("nacento.bulk.chunk-size", "20");
        settings.put("nacento.auth.mode", "token");
        settings.put("nacento.auth.tokens", TokenHash.of("operator", TOKEN).toString());
        return settings;
    }

    @BeforeAll
    static void thereIsABrowser() {
        assumeTrue(Files.isExecutable(CHROMIUM), "no " + CHROMIUM + ": the page is not tested in a browser");
    }

    @BeforeAll
    void openBrowser() {
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM));
        Pictures.upload(shop.bucket());
    }

    @AfterAll
    void closeBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @AfterEach
    void nothingWasWrongInTheConsole() {
        tab.close();
        // 401 is how the page learns that it must ask for a token, 404 that there is no picture
        assertThat(complaints).filteredOn(complaint -> !complaint.contains("401") && !complaint.contains("404")).isEmpty();
    }

    @Test
    void aBulkIsWatchedToItsEndAndASkuThatFailedIsFoundAndRetried() throws SQLException {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        shop.addProduct("WATCH-PICTURE");
        for (int i = 1; i <= 60; i++) {
            shop.addProduct("WATCH-" + i);
        }
        String items = IntStream.rangeClosed(1, 60).mapToObj(i -> item("WATCH-" + i, "/l/a/lamp-1.jpg", "Lamp " + i))
                .collect(Collectors.joining(","));
        String later = item("WATCH-LATER", "/l/a/lamp-2.jpg", "Lamp that is not in the shop yet");

        handIn("watched", items, later, item("WATCH-PICTURE", "/b/i/bike-red-1.jpg", "Bike"));

        Locator row = page.locator(".bulk", new Page.LocatorOptions().setHasText("watched"));
        assertThat(row.getByText("62 of 62 SKUs · 100 %")).isVisible();
        assertThat(row.locator(".badge")).hasText("Failures");
        assertThat(row.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "62");

        row.getByRole(AriaRole.LINK).click();
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("watched"))).isVisible();
        assertThat(page.locator(".sku")).hasCount(50);
        page.getByText("Show more").click();
        assertThat(page.locator(".sku")).hasCount(62);
        page.getByText("Failed", new Page.GetByTextOptions().setExact(true)).last().scrollIntoViewIfNeeded();
        show("Failed");
        assertThat(page.locator(".sku")).hasCount(1);
        assertThat(page.locator(".sku .error-text")).containsText("product_not_found");

        shop.addProduct("WATCH-LATER");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry WATCH-LATER")).click();
        assertThat(page.getByText("No SKU has failed")).isVisible();
        assertThat(page.locator(".title-line .badge")).hasText("Done");

        show("All");
        page.getByRole(AriaRole.SEARCHBOX).fill("bike-red");
        assertThat(page.locator(".sku")).hasCount(1);
        assertThat(page.locator(".sku h3")).hasText("WATCH-PICTURE");
        assertThat(page.locator(".sku .chip")).hasText("1 inserted");
        assertThat(page.locator(".sku .thumb img")).isVisible();
        assertThat(page.locator(".sku .thumb img").getAttribute("src")).startsWith("blob:");
    }

    @Test
    void aDirectBulkShowsWhatBecameOfEachSkuAndItsPictures() throws SQLException {
        for (int i = 1; i <= 60; i++) {
            shop.addProduct("DIRECT-" + i);
        }
        List<String> items = new ArrayList<>();
        IntStream.rangeClosed(1, 60)
                .forEach(i -> items.add(item("DIRECT-" + i, i == 7 ? "/g/o/gone.jpg" : "/l/a/lamp-1.jpg", "Lamp " + i)));
        items.add(item("DIRECT-NOBODY", "/b/i/bike-red-1.jpg", "Bike"));
        Answer answer = authorized(BULK, request(items.toArray(String[]::new)).replace("op-1", "direct-bulk"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        open(1280, 800, ColorScheme.LIGHT);
        signIn();

        page.locator(".call a", new Page.LocatorOptions().setHasText("direct-bulk")).click();

        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("SKUs"))).containsText("61");
        assertThat(page.locator(".sku")).hasCount(50);
        page.getByText("Show more").click();
        assertThat(page.locator(".sku")).hasCount(61);
        show("Failed");
        assertThat(page.locator(".sku")).hasCount(1);
        assertThat(page.locator(".sku .error-text")).containsText("product_not_found");
        assertThat(page.locator(".sku .thumb img")).isVisible();
        show("With warnings");
        assertThat(page.locator(".sku")).hasCount(1);
        assertThat(page.locator(".sku .warning-text")).hasText("file_not_found: /g/o/gone.jpg");
        show("Changed");
        page.getByRole(AriaRole.SEARCHBOX).fill("direct-42");
        assertThat(page.locator(".sku h3")).hasText(new String[] {"DIRECT-42"});
        assertThat(page.locator(".sku .chip")).hasText("1 inserted");
        page.getByRole(AriaRole.SEARCHBOX).fill("no such thing");
        assertThat(page.getByText("No SKU fits")).isVisible();
    }

    @Test
    void aDirectBulkIsWatchedWhileItsCallerWaits() throws Exception {
        for (int i = 1; i <= 60; i++) {
            shop.addProduct("SLOW-" + i);
        }
        String[] items = IntStream.rangeClosed(1, 60).mapToObj(i -> item("SLOW-" + i, "/l/a/lamp-1.jpg", "Lamp " + i))
                .toArray(String[]::new);
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        CompletableFuture<Answer> answer;
        try (Connection other = shop.connect(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = 'SLOW-30' FOR UPDATE").close();

            answer = CompletableFuture.supplyAsync(() -> authorized(BULK, request(items).replace("op-1", "slow-bulk")));

            Locator row = page.locator(".bulk", new Page.LocatorOptions().setHasText("slow-bulk"));
            assertThat(row.getByText("40 of 60 SKUs · 66 %")).isVisible();
            assertThat(row.locator(".badge")).hasText("Working");
            assertThat(row.getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "40");
            row.getByRole(AriaRole.LINK).click();
            assertThat(page.locator(".title-line .badge")).hasText("Working");
            assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Waiting"))).containsText("20");
            assertThat(page.locator(".sku")).hasCount(40);
            other.rollback();
        }

        assertThat(page.locator(".title-line .badge")).hasText("Done");
        assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Images inserted"))).containsText("60");
        assertThat(page.locator(".sku")).hasCount(50);
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void deadLettersAreReadReplayedAndThrownAway() throws SQLException {
        queues.publish("{\"sku\":\"LETTER-1\",\"images\":[]}");
        queues.publish("{\"sku\":\"LETTER-2\",\"images\":[]}");
        queues.publish("<script>document.title = 'taken over'</script>");
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        assertThat(page.locator(".queues .alarm")).hasText("3");
        page.getByRole(AriaRole.NAVIGATION).getByText("Dead letters").click();
        assertThat(page.locator(".letter")).hasCount(3);
        assertThat(page.locator(".letter", new Page.LocatorOptions().setHasText("LETTER-1"))).containsText("product_not_found");

        shop.addProduct("LETTER-1");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay LETTER-1")).click();
        assertThat(page.getByText("1 letter handed back to be processed.")).isVisible();
        assertThat(page.locator(".letter")).hasCount(2);

        page.getByText("Discard all").click();
        page.getByRole(AriaRole.DIALOG).getByText("Cancel").click();
        assertThat(page.locator(".letter")).hasCount(2);
        page.getByText("Discard all").click();
        page.getByRole(AriaRole.DIALOG).getByText("Throw away").click();
        assertThat(page.getByText("2 letters thrown away.")).isVisible();
        assertThat(page.getByText("Everything that came in was processed")).isVisible();
        assertThat(page).hasTitle("Dead letters · Nacento connector");
    }

    @Test
    void whenTheConnectorStopsThePageSaysSoAndGoesOnWhenItIsBack() throws SQLException {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();

        connector.stop();

        assertThat(page.locator("#lost")).containsText("Connection lost, trying again. What is shown is from ");
        assertThat(page.locator("#live")).hasText("Offline");
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
        connector = connector.startAgain(settings());
        assertThat(page.locator("#live")).hasText("Live");
        assertThat(page.locator("#lost")).isHidden();
        assertThat(complaints).as("a stream that is ended is not one that breaks off")
                .noneMatch(complaint -> complaint.contains("INCOMPLETE_CHUNKED"));
        complaints.removeIf(complaint -> complaint.contains("ERR_CONNECTION_REFUSED") || complaint.contains("503"));
    }

    @Test
    void aConnectionOverWhichNothingComesAnyMoreCountsAsLost() {
        open(1280, 800, ColorScheme.LIGHT);
        page.clock().install();
        signIn();
        // from now on every new stream hangs, as over a network that swallows everything
        page.route("**/ui/events", hanging -> {});
        page.reload();
        assertThat(page.locator(".parts")).isVisible();

        page.clock().runFor(21_000);

        assertThat(page.locator("#lost")).containsText("Connection lost, trying again.");
        page.unroute("**/ui/events");
        page.clock().runFor(30_000);
        assertThat(page.locator("#live")).hasText("Live");
    }

    @Test
    void theKeyboardIsEnough() {
        open(1280, 800, ColorScheme.LIGHT);
        assertThat(page.locator("#token")).isFocused();
        page.keyboard().type("wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This token is not accepted.");
        assertThat(page.locator("#token")).isFocused();
        page.keyboard().type(TOKEN);
        page.keyboard().press("Enter");
        assertThat(page.locator("#live")).hasText("Live");

        tabTo("Settings");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Storage layout"))).isVisible();
        assertThat(page.locator("#main")).isFocused();
        tabTo("");
        page.keyboard().type("https://shop.example.com/media/catalog/product/l/a/lamp-1.jpg");
        page.keyboard().press("Enter");
        assertThat(page.getByText("media/catalog/product/l/a/lamp-1.jpg", new Page.GetByTextOptions().setExact(true))).isVisible();
        assertThat(page.locator(".thumb img")).isVisible();
        Object outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle");
        assertThat(outline).as("one sees where the keyboard is").isEqualTo("solid");
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void onAPhoneAndInTheDarkEverythingCanBeRead(ColorScheme scheme) throws SQLException {
        shop.addProduct("PHONE-" + scheme);
        handIn("a-bulk-with-a-name-that-is-as-long-as-names-become-in-practice", item("PHONE-" + scheme, "/l/a/lamp-1.jpg", "Lamp"),
                item("MISSING-" + scheme, "/l/a/lamp-1.jpg", "Lamp"));
        authorized(BULK, request(item("PHONE-" + scheme, "/l/a/lamp-2.jpg", "Lamp")));
        open(360, 740, scheme);
        signIn();
        page.locator(".bulk .badge-bad").first().waitFor();
        String bulk = page.locator(".bulk a").first().getAttribute("href");
        for (String address : List.of("#/", bulk, "#/calls/1", "#/dead-letters", "#/settings", "#/nowhere")) {
            page.evaluate("address => { location.hash = address }", address);
            assertThat(page.locator(".note-loading")).hasCount(0);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as(address).isLessThanOrEqualTo(360);
            assertThat((List<?>) page.evaluate(POOR_CONTRAST)).as(address + " " + scheme).isEmpty();
        }
        String background = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
        assertThat(background).isEqualTo(scheme == ColorScheme.DARK ? "rgb(18, 20, 27)" : "rgb(244, 245, 248)");
    }

    private void open(int width, int height, ColorScheme scheme) {
        complaints.clear();
        tab = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
        tab.setDefaultTimeout(PATIENCE_MILLIS);
        page = tab.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(Dialog::dismiss);
        page.navigate(connector.request("/ui/").build().uri().toString());
    }

    private void signIn() {
        page.getByLabel("Access token").fill(TOKEN);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        assertThat(page.locator("#live")).hasText("Live");
    }

    /** Chooses a filter; the words lie over the button that they belong to. */
    private void show(String filter) {
        page.getByLabel(filter, new Page.GetByLabelOptions().setExact(true)).check(new Locator.CheckOptions().setForce(true));
    }

    /** Goes on with the tabulator until the focus is on a link or button of this name; an empty one is a text field. */
    private void tabTo(String name) {
        for (int i = 0; i < 40; i++) {
            page.keyboard().press("Tab");
            Object there = page.evaluate(
                    "name => name ? document.activeElement.textContent === name : document.activeElement.matches('input[type=text]')",
                    name);
            if (Boolean.TRUE.equals(there)) {
                return;
            }
        }
        throw new AssertionError("the tabulator does not lead to " + name);
    }

    private void handIn(String name, String... items) {
        Answer answer = authorized(BULK + "/async", request(items).replace("op-1", name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private Answer authorized(String path, String body) {
        return connector.send(connector.request(path).header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
