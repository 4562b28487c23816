package com.nacento.connector.testing;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nacento.connector.auth.TokenHash;
import com.nacento.connector.lab.stage.Pictures;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** A journey on the page in a real Chromium. Skipped where there is none ({@code apt-get install chromium}). */
public abstract class BrowserJourneyTest extends QueueJourneyTest {

    protected static final String TOKEN = "a-token-of-the-operator";
    protected static final String BULK = "/rest/V1/nacento-connector/products/media/bulk";

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final double PATIENCE_MILLIS = 60_000;

    /** Of every text on the page: WCAG's contrast to what is behind it, if that is less than AA asks for. */
    protected static final String POOR_CONTRAST = """
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
    protected Page page;
    protected final List<String> complaints = new ArrayList<>();

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(super.settings());
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

    protected void open(int width, int height, ColorScheme scheme) {
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

    protected void signIn() {
        page.getByLabel("Access token").fill(TOKEN);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
        assertThat(page.locator("#live")).hasText("Live");
    }

    /** Goes on with the tabulator until the focus is on a link or button of this name; an empty one is a text field. */
    protected void tabTo(String name) {
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

    protected Answer authorized(String path, String body) {
        return connector.send(connector.request(path).header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }
}
