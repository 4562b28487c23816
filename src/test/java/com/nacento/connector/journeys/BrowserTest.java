package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.testing.Answer;
import com.nacento.connector.testing.BrowserJourneyTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real Chromium, as people use it. Skipped where there is none ({@code apt-get install chromium}). */
class BrowserTest extends BrowserJourneyTest {

    @TempDir
    static Path directory;

    @Override
    protected Map<String, String> settings() throws SQLException {
        Map<String, String> settings = new HashMap<>(super.settings());
        settings.put("nacento.bulk.chunk-size", "20");
        settings.put("nacento.sources", "pimcore");
        settings.put("nacento.source.pimcore.mapping", "pimcore");
        settings.put("nacento.source.pimcore.images", "image:base");
        settings.put("nacento.source.pimcore.secret", "of the PIM");
        settings.put("nacento.hooks.spool-dir", directory.resolve("spool").toString());
        return settings;
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

        assertThat(page.locator("main > :nth-child(2)")).containsText("1 SKU of watched failed");
        page.locator(".matters li", new Page.LocatorOptions().setHasText("of watched")).getByRole(AriaRole.LINK).click();
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
        page.locator("#text").fill("bike-red");
        assertThat(page.locator(".sku")).hasCount(1);
        assertThat(page.locator(".sku h3")).hasText("WATCH-PICTURE");
        assertThat(page.locator(".sku .chip")).hasText("1 inserted");
        assertThat(page.locator(".sku .thumb img")).isVisible();
        assertThat(page.locator(".sku .thumb img").getAttribute("src")).startsWith("blob:");
    }

    @Test
    void aPictureIsShownLargeUntilItIsClosedAndOneIsWhereOneWas() throws SQLException, IOException {
        shop.addProduct("ENLARGE");
        shop.bucket().put(Pictures.key("/e/n/large.png"), picture(1500, 1000));
        handIn("enlarge", item("ENLARGE", "/e/n/large.png", "A wide one"));
        open(390, 800, ColorScheme.LIGHT);
        signIn();
        page.locator(".bulk a", new Page.LocatorOptions().setHasText("enlarge")).click();
        Locator small = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Enlarge A wide one (/e/n/large.png)"));
        Locator large = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("A wide one (/e/n/large.png)"));
        assertThat(small.locator("img")).hasJSProperty("naturalWidth", 240);

        small.focus();
        page.keyboard().press("Enter");
        assertThat(large.getByRole(AriaRole.IMG)).hasJSProperty("naturalWidth", 1200);
        assertThat(large).containsText("/e/n/large.png");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        assertThat(large.boundingBox().width).as("pixels").isLessThanOrEqualTo(390);
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
        page.keyboard().press("Escape");
        assertThat(large).hasCount(0);
        assertThat(small).isFocused();

        small.click();
        large.getByText("Close").click();
        assertThat(large).hasCount(0);
        assertThat(small).isFocused();
        small.click();
        page.mouse().click(3, 3);
        assertThat(large).hasCount(0);
        small.click();
        assertThat(large).isVisible();
        page.goBack();
        assertThat(page.locator(".parts")).isVisible();
        assertThat(large).hasCount(0);
    }

    private static byte[] picture(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        return out.toByteArray();
    }

    @Test
    void allImagesOfAProductOfManyAreShownWhereOneAsksForThem() throws SQLException {
        shop.addProduct("MANY");
        List<String> paths = IntStream.rangeClosed(1, 30).mapToObj(i -> "/m/a/many-" + i + ".jpg").toList();
        paths.forEach(path -> shop.bucket().put(Pictures.key(path), Pictures.read("/l/a/lamp-1.jpg")));
        String images = paths.stream().map("{\"file_path\":\"%s\"}"::formatted).collect(Collectors.joining(","));
        handIn("many", "{\"sku\":\"MANY\",\"images\":[" + images + "]}", "{\"sku\":\"MANY-NOBODY\",\"images\":[" + images + "]}");
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        page.locator(".bulk a", new Page.LocatorOptions().setHasText("many")).click();

        Locator good = page.locator(".sku").nth(0);
        assertThat(good.locator(".images li")).hasCount(12);
        good.getByText("Show all 30 images").click();
        assertThat(good.locator(".images li")).hasCount(30);
        assertThat(good.locator(".images li").last()).containsText("/m/a/many-30.jpg");
        good.getByText("Show fewer").click();
        assertThat(good.locator(".images li")).hasCount(12);
        Locator bad = page.locator(".sku").nth(1);
        assertThat(bad.locator(".images li")).hasCount(0);
        bad.getByText("Show all 30 images").click();
        assertThat(bad.locator(".images li")).hasCount(30);

        good.locator(".sku-link").click();
        Locator request = page.locator(".skus > .sku");
        assertThat(request.locator(".change")).hasCount(24);
        request.getByText("Show all 30 images").click();
        assertThat(request.locator(".change")).hasCount(30);
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

        page.locator(".bulk a", new Page.LocatorOptions().setHasText("direct-bulk")).click();

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
        page.locator("#text").fill("direct-42");
        assertThat(page.locator(".sku h3")).hasText(new String[] {"DIRECT-42"});
        assertThat(page.locator(".sku .chip")).hasText("1 inserted");
        page.locator("#text").fill("no such thing");
        assertThat(page.getByText("No SKU fits")).isVisible();
    }

    @Test
    void ofADirectBulkThatIsNotWhollyRememberedNothingIsCountedThatIsNotKnown() {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        answer("**/ui/calls/4711",
                """
                {"id":4711,"request_id":"forgotten","operations":500,"started_at":1,"ended_at":2,"millis":1,"kept":3,
                 "stats":{"skus_seen":500,"ok":254,"error":246,"inserted":0,"updated_value":0,"updated_meta":0,"skipped_no_change":3,"removed":0}}""");
        answer("**/ui/calls/4711/summary", """
                {"counts":{"all":3,"done":3,"failed":0},"reasons":[],
                 "images":{"inserted":0,"updated_value":0,"updated_meta":0,"skipped_no_change":3,"removed":0}}""");
        answer("**/ui/calls/4711/skus*", "{\"skus\":[],\"next\":null}");

        page.evaluate("location.hash = '#/calls/4711'");

        assertThat(page.locator(".tile-bad")).hasText("Failed246");
        assertThat(page.getByText("What became of 3 of these SKUs is remembered.")).isVisible();
        show("Failed");
        assertThat(page.getByText("None of those that are remembered")).isVisible();
        assertThat(page.locator(".filters span[data-count]")).hasCount(0);
    }

    private void answer(String address, String json) {
        page.route(address, route -> route.fulfill(new Route.FulfillOptions().setContentType("application/json").setBody(json)));
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
    void aSkuIsFoundAndItsProductShowsItsGalleryAndWhatRequestsHaveDone() throws SQLException {
        shop.addProduct("FIND/ME 1");
        authorized(BULK, request(item("FIND/ME 1", "/l/a/lamp-1.jpg", "Lamp")).replace("op-1", "from-the-pim"));
        authorized(BULK, request(item("FIND/ME 1", "/l/a/lamp-1.jpg", "Lamp, new words")).replace("op-1", "words"));
        authorized(BULK, request(item("FIND-NOBODY", "/l/a/lamp-1.jpg", "Lamp")).replace("op-1", "in-vain"));
        handIn("through-the-queue", item("FIND/ME 1", "/l/a/lamp-2.jpg", "Lamp 2"));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        assertThat(page.locator(".bulk", new Page.LocatorOptions().setHasText("through-the-queue")).locator(".badge")).hasText("Done");

        page.getByLabel("SKU of a product").fill("find/me 1");
        page.keyboard().press("Enter");

        assertThat(page.locator("h1")).hasText("FIND/ME 1");
        assertThat(page).hasURL(Pattern.compile(".*#/products/find%2Fme%201"));
        Locator gallery = page.locator("section").first().locator(".change");
        assertThat(gallery).hasCount(2);
        assertThat(gallery.first().locator(".thumb img")).isVisible();
        assertThat(gallery.first()).containsText("Lamp, new words");
        assertThat(gallery.first()).containsText("media/catalog/product/l/a/lamp-1.jpg");
        assertThat(gallery.first()).containsText("Brought bypim");
        Locator requests = page.locator(".skus > .sku");
        assertThat(requests).hasCount(3);
        assertThat(requests.nth(0)).containsText("through-the-queue");
        assertThat(requests.nth(0)).containsText("/l/a/lamp-2.jpg");
        assertThat(requests.nth(1)).containsText("words (operator) · direct call");
        assertThat(requests.nth(1).locator(".lines")).containsText("becomes Lamp, new words");
        assertThat(page.locator(".age")).containsText("Read at ");
        authorized(BULK, request(item("FIND/ME 1", "/l/a/lamp-1.jpg", "Lamp, newer words")).replace("op-1", "newer"));
        page.getByText("Look again").click();
        assertThat(gallery.first()).containsText("Lamp, newer words");
        assertThat(requests).hasCount(4);
        assertThat(page.getByText("Look again")).isFocused();
        authorized(BULK, request(item("FIND/ME 1", "/l/a/lamp-1.jpg", "Lamp")).replace("op-1", "once more"));
        page.getByLabel("SKU of a product").fill("FIND/ME 1");
        page.keyboard().press("Enter");
        assertThat(requests).hasCount(5);
        requests.getByRole(AriaRole.LINK).getByText("bulk").click();
        assertThat(page.locator("h1")).hasText("through-the-queue");
        page.locator(".sku-link").click();
        assertThat(page.locator("h1")).hasText("FIND/ME 1");

        page.getByLabel("SKU of a product").fill("FIND-NOBODY");
        page.keyboard().press("Enter");
        assertThat(page.getByText("There is no such product now")).isVisible();
        assertThat(page.locator(".skus .error-text")).hasText("product_not_found: no product has the SKU FIND-NOBODY");
        assertThat(page.locator(".skus > .sku")).containsText("in-vain (operator) · direct call");
    }

    @Test
    void aBulkIsCancelledAndWhatIsDoneStays() throws Exception {
        for (int i = 1; i <= 4; i++) {
            shop.addProduct("CANCEL-" + i);
        }
        String held = String.join(",", shop.texts("SELECT entity_id FROM {prefix}catalog_product_entity WHERE sku LIKE 'CANCEL-%'"
                + " AND sku <> 'CANCEL-1'"));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        try (Connection other = shop.connect(); Statement lock = other.createStatement()) {
            // MySQL may read a small table as a whole, and would hold all of it
            other.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            other.setAutoCommit(false);
            lock.executeQuery("SELECT sku FROM catalog_product_entity WHERE entity_id IN (" + held + ") FOR UPDATE").close();
            handIn("to-be-cancelled", IntStream.rangeClosed(1, 4).mapToObj(i -> item("CANCEL-" + i, "/l/a/lamp-1.jpg", "Lamp"))
                    .toArray(String[]::new));
            page.locator(".bulk a", new Page.LocatorOptions().setHasText("to-be-cancelled")).click();
            assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Done"))).containsText("1");

            page.getByText("Cancel the bulk").click();
            page.getByRole(AriaRole.DIALOG).getByText("Let it go on").click();
            assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
            page.getByText("Cancel the bulk").first().click();
            page.getByRole(AriaRole.DIALOG).getByText("Cancel the bulk", new Locator.GetByTextOptions().setExact(true)).click();

            assertThat(page.locator(".said")).containsText("of 3 SKUs that were open");
            assertThat(page.getByText("Cancel the bulk").first()).isHidden();
            assertThat(page.locator(".reasons li")).containsText("cancelled on the page by operator");
            assertThat(page.locator(".reasons li")).containsText("what was open then is not done. Whoever wants it done sends it again.");
            assertThat(page.getByText("Why SKUs have failed or were rejected")).isVisible();
            assertThat(page.locator(".title-line .badge")).hasText("Rejected");
            assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Rejected"))).containsText("3");
            assertThat(page.locator(".tile", new Page.LocatorOptions().setHasText("Failed"))).containsText("0");
            assertThat(page.getByText("Failed or rejected")).hasAttribute("data-count", "3");
            assertThat(page.locator(".sku .badge-warn")).hasText(new String[] {"Rejected", "Rejected", "Rejected"});
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Overview")).click();
            assertThat(page.locator(".matters li", new Page.LocatorOptions().setHasText("to-be-cancelled")))
                    .containsText("3 SKUs of to-be-cancelled rejected");
            Locator when = page.locator(".bulk", new Page.LocatorOptions().setHasText("to-be-cancelled")).locator(".bulk-name .muted");
            assertThat(when).hasText(Pattern.compile("\\d:\\d\\d:\\d\\d"));
            page.clock().setFixedTime(System.currentTimeMillis() + Duration.ofDays(1).toMillis());
            assertThat(when).not().hasText(Pattern.compile("\\d:\\d\\d:\\d\\d"));
            other.rollback();
        }
        bulks.awaitNothingOpen();
        assertThat(shop.texts("SELECT sku FROM {prefix}catalog_product_entity JOIN"
                + " {prefix}catalog_product_entity_media_gallery_value_to_entity USING (entity_id) WHERE sku LIKE 'CANCEL-%'"))
                .as("what was done stays, what was rejected is not done").containsExactly("CANCEL-1");
    }

    @Test
    void aSourceShowsItsLastEventAndCallsThatWereRefused() throws Exception {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        Locator source = page.locator(".source");
        assertThat(source.getByRole(AriaRole.HEADING)).hasText("pimcore");
        assertThat(fact(source, "Last call")).hasText("no call yet");
        shop.addProduct("OF-PIMCORE");

        assertThat(tell("a guess", "{}")).isEqualTo(401);
        assertThat(
                tell("of the PIM", "{\"general\":{\"eventName\":\"pimcore.dataobject.postUpdate\",\"subjectType\":\"object\"},\"subject\":"
                        + "{\"sku\":\"OF-PIMCORE\",\"published\":true,\"image\":\"/l/a/lamp-1.jpg\"}}"))
                .isEqualTo(200);

        assertThat(fact(source, "Refused")).hasText("1");
        assertThat(fact(source, "Last call")).containsText(":");
        assertThat(fact(source, "Submitted after")).containsText("s");
        assertThat(fact(source, "PIM read up to")).hasText("–");
        assertThat(page.locator(".queues")).containsText("Events of sources");
        assertThat(page.locator(".bulk", new Page.LocatorOptions().setHasText("pimcore"))).hasCount(1);
    }

    private static Locator fact(Locator source, String label) {
        return source.locator("dl > div", new Locator.LocatorOptions().setHasText(label)).locator("dd");
    }

    private int tell(String secret, String body) throws Exception {
        return HttpClient.newHttpClient().send(
                HttpRequest.newBuilder(connector.request("/hooks/pimcore").build().uri()).header("Authorization", secret)
                        .POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Test
    void deadLettersAreReadReplayedAndThrownAway() throws SQLException {
        queues.publish("{\"sku\":\"LETTER-1\",\"images\":[]}");
        queues.publish("{\"sku\":\"LETTER-2\",\"images\":[]}");
        queues.publish("<script>document.title = 'taken over'</script>");
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        assertThat(page.locator(".queues .alarm")).hasText("3");
        page.locator(".matters li", new Page.LocatorOptions().setHasText("3 dead letters")).getByRole(AriaRole.LINK).click();
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
        assertThat(page.locator(".note-title", new Page.LocatorOptions().setHasText("No dead letters"))).isVisible();
        assertThat(page).hasTitle("Dead letters · Nacento connector");

        queues.publish("{\"sku\":\"LETTER-3\",\"images\":[]}");
        assertThat(page.locator(".letter h3")).hasText(new String[] {"LETTER-3"});
        assertThat(page.locator(".note-title", new Page.LocatorOptions().setHasText("No dead letters"))).isHidden();
        assertThat(page.locator(".nav-count")).hasText("1");
        page.getByText("Discard all").click();
        page.getByRole(AriaRole.DIALOG).getByText("Throw away").click();
        assertThat(page.locator(".nav-count")).isHidden();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Overview")).click();
        queues.publish("{\"sku\":\"LETTER-4\",\"images\":[]}");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look at them: 1 dead letter"))).isVisible();
        queues.publish("{\"sku\":\"LETTER-5\",\"images\":[]}");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Look at them: 2 dead letters"))).isVisible();
        authorized("/rest/V1/nacento-connector/ui/dead-letters/discard", "{\"all\":true}");
    }

    @Test
    void anEventSaysWhoseItIsAndAReplayIsOfferedOnlyWhereItHelps() {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        String letter = "{\"id\":\"%s\",\"skus\":[%s],\"reason\":\"%s\",\"attempts\":1,\"since\":1,\"understood\":true,\"helped\":%s,"
                + "\"source\":%s,\"content\":\"{}\"}";
        answer("**/ui/dead-letters", "{\"total\":3,\"letters\":["
                + letter.formatted("11111111-a", "", "storage_unavailable: 403 a.jpg", true, "\"pimcore\"") + ","
                + letter.formatted("22222222-b", "", "storage_unavailable: 403 a.jpg", true, "\"pimcore\"") + ","
                + letter.formatted("33333333-c", "\"WRONG\"", "invalid_item: images must not be empty", false, "null") + "]}");

        page.evaluate("location.hash = '#/dead-letters'");

        assertThat(page.locator(".letter h3")).hasText(new String[] {"Event of pimcore", "Event of pimcore", "WRONG"});
        assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Replay Event of pimcore, letter 22222222")))
                .isVisible();
        Locator wrong = page.locator(".letter").nth(2);
        assertThat(wrong.getByRole(AriaRole.BUTTON)).hasText(new String[] {"Discard"});
        assertThat(wrong).containsText("replayed it would fail again");
    }

    @Test
    void whatFailsIsCountedByReasonFilteredSavedAndTriedAgainWhereThatHelps() throws Exception {
        shop.addProduct("REASON-GOOD");
        String missing = IntStream.rangeClosed(1, 60).mapToObj(i -> item("REASON-MISSING-" + i, "/l/a/lamp-1.jpg", "Lamp " + i))
                .collect(Collectors.joining(","));
        handIn("reasons", item("REASON-GOOD", "/l/a/lamp-1.jpg", "Lamp"), missing, item("REASON-WRONG", "..", "Nothing"),
                item("=REASON()", "/l/a/lamp-1.jpg", "Lamp"));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        page.locator(".bulk a", new Page.LocatorOptions().setHasText("reasons")).click();

        Locator reasons = page.locator(".reasons li");
        assertThat(reasons).hasCount(2);
        assertThat(reasons.nth(0)).containsText("61product_not_found");
        assertThat(reasons.nth(1)).containsText("1invalid_item");
        assertThat(reasons.nth(1).getByText("Retry")).isHidden();
        assertThat(page.locator(".filters span", new Page.LocatorOptions().setHasText("Failed"))).hasAttribute("data-count", "62");
        assertThat(page.locator(".filters span", new Page.LocatorOptions().setHasText("All"))).hasAttribute("data-count", "63");

        reasons.nth(1).getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.locator(".sku h3")).hasText(new String[] {"REASON-WRONG"});
        assertThat(page.locator(".sku").getByRole(AriaRole.BUTTON)).hasCount(0);
        assertThat((double) page.locator(".sku").boundingBox().height).as("pixels").isLessThan(100);

        reasons.nth(0).getByRole(AriaRole.BUTTON).first().click();
        assertThat(page.locator(".sku")).hasCount(50);
        List<String> csv = saved("CSV");
        assertThat(csv).hasSize(62)
                .contains("\"REASON-MISSING-7\",\"failed\",\"product_not_found: no product has the SKU REASON-MISSING-7\","
                        + "\"/l/a/lamp-1.jpg\"")
                .anyMatch(line -> line.startsWith("\"'=REASON()\","));
        List<String> ndjson = saved("NDJSON");
        assertThat(ndjson).hasSize(61).allMatch(line -> line.contains("\"message\":\"product_not_found: "));
        assertThat(ndjson.get(0)).contains("\"item\":{\"sku\":\"REASON-MISSING-1\",\"images\":[{\"file_path\":\"/l/a/lamp-1.jpg\"");

        for (int i = 1; i <= 60; i++) {
            shop.addProduct("REASON-MISSING-" + i);
        }
        reasons.nth(0).getByText("Retry").click();
        assertThat(reasons.nth(0)).containsText("1product_not_found");
        assertThat(page.locator(".said")).containsText("61 SKUs submitted once more at");
        assertThat(page.locator(".said")).containsText("Since then 60 that had failed are done. What is still shown as failed waits");
        assertThat(page.locator(".sku h3")).hasText(new String[] {"=REASON()"});

        shop.addProduct("=REASON()");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Retry =REASON()").setExact(true)).click();
        Locator mended = page.locator(".reason[aria-pressed=true]");
        assertThat(mended).hasText("0product_not_found");
        assertThat(page.getByText("No SKU fits")).isVisible();
        mended.click();
        assertThat(page.locator(".sku h3")).hasText(new String[] {"REASON-WRONG"});
        assertThat(reasons).hasCount(1);
    }

    /** An operator who knows nothing of triggers, at night. */
    @Test
    void whatADatabaseRefusesAndWhatIsNotInTheBucketSayWhatIsToBeDone() throws SQLException {
        shop.addProduct("STEP-REFUSED");
        shop.addProduct("STEP-MISSING");
        shop.execute("CREATE TRIGGER {prefix}refuse_step BEFORE INSERT ON {prefix}catalog_product_entity_media_gallery_value FOR EACH ROW"
                + " IF NEW.label = 'refused' THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'not this one'; END IF");
        try {
            authorized(BULK, request(item("STEP-REFUSED", "/l/a/lamp-1.jpg", "refused"), item("STEP-MISSING", "/n/o/where.jpg", "Lamp"))
                    .replace("op-1", "next steps"));
        } finally {
            shop.execute("DROP TRIGGER {prefix}refuse_step");
        }
        open(390, 800, ColorScheme.LIGHT);
        signIn();
        page.locator(".bulk a", new Page.LocatorOptions().setHasText("next steps")).click();

        Locator reason = page.locator(".reasons-part .reasons li");
        assertThat(reason).containsText("1internal: the database refused the rows");
        assertThat(reason).containsText(
                "The message of each SKU says which, or names its number in the log. Once that is mended, trying again helps.");
        assertThat(page.locator(".sku-failed")).containsText("not this one");
        assertThat(page.getByLabel("What these warnings mean")).isHidden();
        show("With warnings");
        assertThat(page.getByLabel("What these warnings mean"))
                .hasText("file_not_foundThe image is not in the bucket and was left out. Put it there, then have the SKU sent again.");
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(390);
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
    }

    @Test
    void rowsOfAnotherFilterNeverStandUnderAFilterThatCannotBeLoaded() throws SQLException {
        shop.addProduct("FILTER-GOOD");
        handIn("filtered", item("FILTER-GOOD", "/l/a/lamp-1.jpg", "Lamp"), item("FILTER-BAD", "/l/a/lamp-1.jpg", "Lamp"));
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        page.locator(".bulk a", new Page.LocatorOptions().setHasText("filtered")).click();
        assertThat(page.locator(".sku")).hasCount(2);
        assertThat(page.locator(".reasons li")).hasCount(1);

        page.route("**/skus?state=failed*", Route::abort);
        show("Failed");
        assertThat(page.getByText("This could not be loaded")).isVisible();
        assertThat(page.locator(".sku")).hasCount(0);

        page.unroute("**/skus?state=failed*");
        page.getByText("Try again").click();
        assertThat(page.locator(".sku h3")).hasText(new String[] {"FILTER-BAD"});
        assertThat(page.getByText("This could not be loaded")).isHidden();
        complaints.removeIf(complaint -> complaint.contains("ERR_FAILED"));
    }

    @Test
    void itIsNotLiveWhileSomethingIsAwayAndWhatIsNotKnownAnyMoreIsFromThen() {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();
        AtomicBoolean told = new AtomicBoolean();
        page.route("**/ui/events", route -> {
            // whatever comes after it hangs
            if (!told.getAndSet(true)) {
                route.fulfill(new Route.FulfillOptions().setContentType("text/event-stream").setBody("""
                        data: {"time":%1$d,"bulks":null,"problem":"The database did not answer.","calls":[],"ended_calls":0,"queues":null,"oldest_open":1000,\
                        "parts":[{"name":"broker","up":true,"since":%1$d},{"name":"database","up":false,"since":%1$d,"reason":"no answer"},\
                        {"name":"storage","up":false,"since":%1$d,"reason":"no answer"}],"s3_requests":[],"skus":0,"sources":[],\
                        "consumption":{"paused":true,"since":%1$d,"by":"operator","under_way":0}}

                        """.formatted(System.currentTimeMillis())));
            }
        });

        page.reload();

        assertThat(page.locator("#live")).hasText("Paused, database, storage away");
        assertThat(page.locator(".matters li"))
                .containsText(new String[] {"Consumption is paused", "Database is away", "Storage is away", "has waited 16 min"});
        assertThat(page.getByText("The bulks are not known")).isVisible();
        assertThat(page.locator(".part", new Page.LocatorOptions().setHasText("Storage"))).containsText("Away");
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
    }

    @ParameterizedTest(name = "{0} ms are {1}")
    @CsvSource({"999.6,1 s", "59400,59.4 s", "59999,1 min 0 s", "119600,2 min 0 s", "3599700,1 h 0 min", "7199999,2 h 0 min"})
    void aDurationHasNeitherSixtySecondsNorSixtyMinutes(double millis, String words) {
        open(1280, 800, ColorScheme.LIGHT);

        assertThat(page.evaluate("async (millis) => (await import('./format.js')).duration(millis)", millis)).isEqualTo(words);
    }

    /** The lines of the file that is saved, without the mark in front. */
    private List<String> saved(String kind) throws IOException {
        Download download = page
                .waitForDownload(() -> page.getByText("Save as " + kind, new Page.GetByTextOptions().setExact(true)).click());
        assertThat(download.suggestedFilename()).matches("bulks-[0-9a-f-]{36}-failed\\." + kind.toLowerCase(Locale.ROOT));
        return Files.readString(download.path()).replaceFirst("^\ufeff", "").lines().toList();
    }

    @Test
    void whenTheConnectorStopsThePageSaysSoAndGoesOnWhenItIsBack() throws SQLException {
        open(1280, 800, ColorScheme.LIGHT);
        signIn();

        connector.stop();

        assertThat(page.locator("#lost")).containsText("Connection lost, trying again. Live figures are from ");
        assertThat(page.locator("#live")).hasText("Offline");
        assertThat(page.locator(".part", new Page.LocatorOptions().setHasText("Database"))).containsText("Not known now; answered");
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).isEmpty();
        connector = connector.startAgain(settings());
        assertThat(page.locator("#live")).hasText("Live");
        assertThat(page.locator("#lost")).isHidden();
        assertThat(complaints).as("a stream that is ended is not one that breaks off")
                .noneMatch(complaint -> complaint.contains("INCOMPLETE_CHUNKED"));
        complaints.removeIf(complaint -> complaint.contains("ERR_CONNECTION_REFUSED") || complaint.contains("503"));
    }

    @Test
    void aPageThatIsNotLetInToWatchSaysWhyInTheConnectorsWords() {
        open(1280, 800, ColorScheme.LIGHT);
        page.route("**/ui/events", route -> route.fulfill(new Route.FulfillOptions().setStatus(429).setContentType("application/json")
                .setBody("{\"message\":\"%1 pages are watching already; come again in a moment.\",\"parameters\":[32]}")));

        page.getByLabel("Access token").fill(TOKEN);
        page.keyboard().press("Enter");

        assertThat(page.locator("#lost")).hasText("32 pages are watching already; come again in a moment. Trying again.");
        page.unroute("**/ui/events");
        assertThat(page.locator("#live")).hasText("Live");
        assertThat(page.locator("#lost")).isHidden();
        complaints.removeIf(complaint -> complaint.contains("429"));
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
        String bulk = page.locator(".bulk a[href*=bulks]").first().getAttribute("href");
        String call = page.locator(".bulk a[href*=calls]").first().getAttribute("href");
        for (String address : List.of("#/", bulk, call, "#/calls/1", "#/products/PHONE-" + scheme, "#/products/MISSING-" + scheme,
                "#/preview",
                "#/dead-letters", "#/settings", "#/nowhere")) {
            page.evaluate("address => { location.hash = address }", address);
            assertThat(page.locator(".note-loading")).hasCount(0);
            assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as(address).isLessThanOrEqualTo(360);
            assertThat((List<?>) page.evaluate(POOR_CONTRAST)).as(address + " " + scheme).isEmpty();
        }
        assertThat(page.locator("nav")).hasJSProperty("scrollWidth", page.locator("nav").evaluate("nav => nav.clientWidth"));
        String background = (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
        assertThat(background).isEqualTo(scheme == ColorScheme.DARK ? "rgb(18, 20, 27)" : "rgb(244, 245, 248)");
    }

    /** Chooses a filter; the words lie over the button that they belong to. */
    private void show(String filter) {
        page.getByLabel(filter, new Page.GetByLabelOptions().setExact(true)).check(new Locator.CheckOptions().setForce(true));
    }

    private void handIn(String name, String... items) {
        Answer answer = authorized(BULK + "/async", request(items).replace("op-1", name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

}
