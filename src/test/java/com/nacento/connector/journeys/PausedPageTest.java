package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.BrowserJourneyTest;
import com.nacento.connector.testing.Bulks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consumption is paused and resumed on the page, in a real Chromium. Skipped where there is none. */
class PausedPageTest extends BrowserJourneyTest {

    @AfterEach
    void resumeInAnyCase() {
        authorized("/rest/V1/nacento-connector/ui/consumption/resume", "{}");
    }

    @Test
    void consumptionIsPausedWithAQuestionAndResumedAndThePageSaysItFirst() throws SQLException {
        shop.addProduct("PAGE-PAUSE");
        authorized(BULK, request(item("PAGE-NOBODY", "/l/a/lamp-1.jpg", "Lamp")));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();

        button("Pause consumption").click();
        page.getByRole(AriaRole.DIALOG).getByText("Let it go on").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        assertThat(page.locator("#live")).hasText("Live");
        button("Pause consumption").click();
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("or this process is restarted");
        page.getByRole(AriaRole.DIALOG).getByText("Pause consumption", new Locator.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator("#live")).hasText("Paused");
        Locator first = page.locator(".matters li").first();
        assertThat(first).containsText("Consumption is paused since");
        assertThat(first).containsText("by operator");
        assertThat(first).containsText("What had begun has ended");
        assertThat(button("Resume consumption")).isFocused();
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
        String uuid = submit();
        Locator row = page.locator(".bulk", new Page.LocatorOptions().setHasText("while-paused"));
        assertThat(row.getByText("0 of 1 SKU")).isVisible();
        assertThat(page.locator(".queues li", new Page.LocatorOptions().setHasText("Bulk messages"))).containsText("0 consumers");
        page.reload();
        assertThat(page.locator("#live")).hasText("Paused");

        first.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.DIALOG).getByText("Stay paused").click();
        assertThat(page.locator("#live")).hasText("Paused");
        first.getByRole(AriaRole.BUTTON).click();
        page.getByRole(AriaRole.DIALOG).getByText("Resume consumption", new Locator.GetByTextOptions().setExact(true)).click();

        assertThat(page.locator("#live")).hasText("Live");
        assertThat(page.getByText("Consumption is paused")).isHidden();
        assertThat(button("Pause consumption")).isVisible();
        assertThat(row.locator(".badge")).hasText("Done");
        bulks.awaitStatuses(uuid, "1:1");
    }

    @Test
    void asLongAsSomethingIsUnderWayThePageSaysSo() throws Exception {
        shop.addProduct("PAGE-HELD");
        open(1280, 800, ColorScheme.DARK);
        signIn();
        try (Connection other = shop.connect(); Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = 'PAGE-HELD' FOR UPDATE").close();
            authorized(BULK + "/async", request(item("PAGE-HELD", "/l/a/lamp-1.jpg", "Lamp")));
            await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(300)).until(
                    () -> shop.number("SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'") > 0);

            authorized("/rest/V1/nacento-connector/ui/consumption/pause", "{}");

            Locator first = page.locator(".matters li").first();
            assertThat(first).containsText("What had begun is still being ended");
            other.rollback();
            assertThat(first).containsText("What had begun has ended");
        }
        assertThat(page.locator("#live")).hasText("Paused");
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private String submit() {
        Answer answer = authorized(BULK + "/async", request(item("PAGE-PAUSE", "/l/a/lamp-1.jpg", "Lamp")).replace("op-1", "while-paused"));
        return Bulks.uuid(answer);
    }
}
