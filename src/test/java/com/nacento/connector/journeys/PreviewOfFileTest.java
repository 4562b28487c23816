package com.nacento.connector.journeys;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.nacento.connector.lab.stage.Pictures;
import com.nacento.connector.testing.BrowserJourneyTest;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a file would change is looked at in the browser, and then applied, or not. */
class PreviewOfFileTest extends BrowserJourneyTest {

    private static final String LAMP = "/l/a/lamp-1.jpg";
    private static final String OTHER_LAMP = "/l/a/lamp-2.jpg";
    private static final String BIKE = "/b/i/bike-red-1.jpg";
    private static final String WAITING = "SELECT COUNT(*) FROM information_schema.innodb_trx t JOIN information_schema.processlist p"
            + " ON p.id = t.trx_mysql_thread_id WHERE t.trx_state = 'LOCK WAIT' AND p.db = DATABASE()";

    /** A product that the PIM has brought a lamp and a bike to. */
    private void product(String sku) throws SQLException {
        shop.addProduct(sku);
        authorized(BULK, "{\"items\":[{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"" + LAMP + "\",\"label\":\"Old lamp\","
                + "\"roles\":[\"base\"],\"slot\":\"front\"},{\"file_path\":\"" + BIKE + "\",\"label\":\"Bike\"}]}]}");
    }

    /** Takes the bike off, and puts another lamp where one was. */
    private static String item(String sku) {
        return "{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"" + OTHER_LAMP + "\",\"label\":\"New lamp\",\"slot\":\"front\"}]}";
    }

    private static String replace(String... items) {
        return "{\"request\":{\"mode\":\"replace\",\"items\":[" + String.join(",\n", items) + "]}}";
    }

    private void openPreview() {
        open(1280, 900, ColorScheme.LIGHT);
        signIn();
        page.getByRole(AriaRole.NAVIGATION).getByText("Preview").click();
    }

    private void preview(String text) {
        page.getByLabel("or paste it").fill(text);
        button("Preview").click();
    }

    private Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator apply() {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Apply: ")));
    }

    private Locator heading(String words) {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    private Locator sku(String sku) {
        return page.locator(".sku", new Page.LocatorOptions().setHas(heading(sku)));
    }

    private Locator tile(String words) {
        return page.locator(".tile", new Page.LocatorOptions().setHas(page.locator("dt", new Page.LocatorOptions()
                .setHasText(Pattern.compile("^" + words + "$"))))).locator("dd");
    }

    private void relabel(Statement admin, String sku) throws SQLException {
        admin.executeUpdate("UPDATE catalog_product_entity_media_gallery_value v JOIN catalog_product_entity p USING (entity_id)"
                + " SET v.label = 'by an admin' WHERE p.sku = '" + sku + "'");
    }

    @Test
    void whatIsPastedIsShownBeforeAndAfterWithPicturesAndIsThenDoneJustSo() throws SQLException {
        product("PRE-1");
        product("PRE-SAME");
        List<String> before = galleries.everything();
        openPreview();

        preview(replace(item("PRE-1"), "{\"sku\":\"PRE-SAME\",\"mode\":\"merge\",\"images\":[{\"file_path\":\"" + BIKE + "\"}]}",
                "{\"sku\":\"PRE-NOBODY\",\"images\":[]}"));

        assertThat(heading("1 product would change")).isFocused();
        assertThat(page.locator(".banner-bad")).containsText("1 picture would be taken off 1 product.");
        assertThat(tile("Products")).hasText("3");
        assertThat(tile("Would fail")).hasText("1");
        assertThat(tile("Pictures removed")).hasText("1");
        assertThat(tile("Other files")).hasText("1");
        assertThat(page.getByText("\"mode\":\"replace\"")).isVisible();
        Locator removed = sku("PRE-1").locator(".change-removed");
        assertThat(removed.locator(".badge")).hasText("Removed");
        assertThat(removed.locator(".lines")).containsText("Label: Bike");
        removed.scrollIntoViewIfNeeded();
        assertThat(removed.locator(".thumb img")).hasAttribute("src", Pattern.compile("^blob:"));
        Locator other = sku("PRE-1").locator(".change-repointed");
        assertThat(other.locator("figure")).hasText(new String[] {"before", "after"});
        assertThat(other.locator("figure img")).hasCount(2);
        assertThat(other.locator("figure img").first()).hasAttribute("alt", LAMP);
        assertThat(other.locator(".lines")).containsText("Label: Old lamp → becomes New lamp");
        assertThat(sku("PRE-NOBODY").locator(".error-text")).containsText("product_not_found");
        assertThat(sku("PRE-SAME")).hasCount(0);
        assertThat(galleries.everything()).as("a preview writes nothing").isEqualTo(before);

        apply().click();

        assertThat(heading("Applied")).isFocused();
        assertThat(tile("Images removed")).hasText("1");
        assertThat(galleries.of("PRE-1")).containsExactly(OTHER_LAMP + "|New lamp|1|0");
        button("Preview it again").click();
        assertThat(heading("Nothing can be done")).isVisible();
        assertThat(apply()).hasCount(0);
        page.getByRole(AriaRole.NAVIGATION).getByText("Overview").click();
        assertThat(page.locator(".bulk a", new Page.LocatorOptions().setHasText("pasted text"))).hasCount(1);
    }

    @Test
    void aGalleryThatHasChangedSinceIsNamedAndNothingIsWritten() throws SQLException {
        product("SINCE-1");
        product("SINCE-2");
        openPreview();
        preview(replace(item("SINCE-1"), item("SINCE-2")));
        assertThat(heading("2 products would change")).isVisible();
        try (Connection shopping = shop.connect(); Statement admin = shopping.createStatement()) {
            relabel(admin, "SINCE-2");
        }
        List<String> before = galleries.everything();

        apply().click();

        assertThat(page.getByRole(AriaRole.ALERT))
                .containsText("Nothing was applied. What would be done at 1 product is no longer what you "
                        + "have seen: SINCE-2.");
        assertThat(galleries.everything()).isEqualTo(before);
        assertThat(page.locator(".sku h3")).hasText(new String[] {"SINCE-2"});
        assertThat(sku("SINCE-2")).containsText("Changed since the preview");
        assertThat(sku("SINCE-2").locator(".change-removed .lines")).containsText("Label: by an admin");

        apply().click();

        assertThat(heading("Applied")).isVisible();
        assertThat(galleries.labels("SINCE-1")).containsExactly(OTHER_LAMP + " New lamp");
        assertThat(galleries.labels("SINCE-2")).containsExactly(OTHER_LAMP + " New lamp");
    }

    @Test
    void aPictureThatWasReplacedSinceIsNotAppliedUnseen() throws SQLException {
        shop.addProduct("FRESH");
        shop.bucket().put(Pictures.key("/f/r/fresh.jpg"), Pictures.read(LAMP));
        openPreview();
        List<String> pictures = new ArrayList<>();
        page.onResponse(response -> {
            if (response.url().contains("fresh.jpg")) {
                pictures.add(response.headers().get("content-length"));
            }
        });
        preview("{\"sku\":\"FRESH\",\"images\":[{\"file_path\":\"/f/r/fresh.jpg\"}]}");
        page.locator(".change-new").scrollIntoViewIfNeeded();
        assertThat(page.locator(".change-new img")).isVisible();
        shop.bucket().put(Pictures.key("/f/r/fresh.jpg"), Pictures.read(BIKE));

        apply().click();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("no longer what you have seen: FRESH.");
        page.locator(".change-new").scrollIntoViewIfNeeded();
        assertThat(page.locator(".change-new img")).isVisible();
        assertThat(pictures).as("it is asked for again, and is another one").hasSize(2).doesNotHaveDuplicates().doesNotContainNull();
        assertThat(galleries.of("FRESH")).isEmpty();
    }

    @Test
    void whatChangesWhileItIsAppliedIsLeftAsItIsAndNamed() throws SQLException {
        product("LAST-1");
        product("LAST-2");
        openPreview();
        preview(replace(item("LAST-1"), item("LAST-2")));
        assertThat(heading("2 products would change")).isVisible();

        try (Connection other = shop.connect(); Statement admin = other.createStatement()) {
            other.setAutoCommit(false);
            admin.executeQuery("SELECT entity_id FROM catalog_product_entity WHERE sku = 'LAST-2' FOR UPDATE").close();
            apply().click();
            await().atMost(Duration.ofSeconds(30)).until(() -> shop.number(WAITING) == 1);
            relabel(admin, "LAST-2");
            other.commit();
        }

        assertThat(heading("Applied, with failures")).isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("1 product was left as it is, since in the last moment something changed "
                + "there: LAST-2.");
        assertThat(sku("LAST-2").locator(".error-text")).containsText("plan_changed: ");
        assertThat(galleries.labels("LAST-1")).containsExactly(OTHER_LAMP + " New lamp");
        assertThat(galleries.labels("LAST-2")).containsExactly(BIKE + " by an admin", LAMP + " by an admin");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', quoteCharacter = '`', value = {
        "`sku,images`!`Line 1, column 1: there are no items`",
        "`{\"sku\":\"A\",\"images\":[]}\n{\"sku\":\"B\",\"images\":[}`!`Line 2, column 22: a value is expected here`",
        "`[{\"sku\":\"A\",\"images\":[]}`!`Line 1, column 25: the file ends in the middle, it is cut off`",
        "`[{\"sku\":\"A\" \"images\":[]}]`!`Line 1, column 13: , or } is expected here`",
        "`{\"items\":[],\"dry_run\":false}`!`It says \"dry_run\" itself`", "`{\"request\":{}}`!`It has no array \"items\"`",
        "`[]`!`It has no items`", "` `!`It is empty`"})
    void aFileThatIsNoneIsRefusedWithThePlaceAndNothingIsSent(String text, String words) {
        openPreview();
        List<String> sent = new ArrayList<>();
        page.onRequest(request -> sent.add(request.method()));

        preview(text);

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("The pasted text cannot be used");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText(words);
        assertThat(sent).doesNotContain("POST");
    }

    @Test
    void whatIsWrongWithAnItemIsSaidByItsPlaceInTheFileAndCostsOnlyItself() throws SQLException {
        product("ITEM-1");
        openPreview();

        page.getByLabel("A file, as").setInputFiles(file("items.ndjson", item("ITEM-1") + "\n{\"images\":[]}\n" + item("ITEM-1")
                + "\n{\"sku\":\"ITEM-2\",\"images\":[{\"file_path\":\"../x.jpg\"}]}\n{\"sku\":\"ITEM-3\",\"sku\":\"ITEM-3\",\"images\":[]}\n"));
        button("Preview").click();

        assertThat(heading("1 product would change")).isVisible();
        assertThat(page.getByText("1 item is left out: a later one of the file is for the same product.")).isVisible();
        assertThat(page.locator(".sku .error-text"))
                .hasText(new Pattern[] {Pattern.compile("invalid_item: item 2 of the file: sku: is required"),
                    Pattern.compile("invalid_item: images\\[0].file_path: must not contain"),
                    Pattern.compile("invalid_item: sku: was given more than once")});
        page.getByLabel("A file, as").setInputFiles(new FilePayload("latin1.json", "application/json",
                "[{\"sku\":\"Gr\u00fcn\",\"images\":[]}]".getBytes(StandardCharsets.ISO_8859_1)));
        button("Preview").click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("latin1.json cannot be used");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("It is not text in UTF-8.");
    }

    @Test
    void ofALargeFileTheFirstProductsAreShownAndAllAreCountedAndWhatIsRemovedIsAmongThem() throws SQLException {
        product("LARGE-REMOVES");
        openPreview();
        List<String> asked = new ArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains(BULK)) {
                asked.add(request.url().replaceFirst(".*/bulk", ""));
            }
        });

        String many = IntStream.rangeClosed(1, 600).mapToObj(i -> "{\"sku\":\"LARGE-" + i + "\",\"images\":[]}")
                .collect(Collectors.joining("\n"));
        page.getByLabel("A file, as").setInputFiles(
                file("large.ndjson", many + "\n" + item("LARGE-REMOVES").replace("{\"sku\"", "{\"mode\":\"replace\",\"sku\"")));
        button("Preview").click();

        assertThat(tile("Products")).hasText("601");
        assertThat(asked).containsExactly("?dry_run=true", "?dry_run=true", "?dry_run=true");
        assertThat(page.locator(".sku")).hasCount(50);
        assertThat(page.getByText("201 products of 601 can be looked at here.")).isVisible();
        page.getByLabel("Remove pictures (1)").check(new Locator.CheckOptions().setForce(true));
        assertThat(page.locator(".sku h3")).hasText(new String[] {"LARGE-REMOVES"});
        page.getByLabel("Would fail (600)").check(new Locator.CheckOptions().setForce(true));
        page.getByText("Show more").click();
        assertThat(page.locator(".sku")).hasCount(100);
        apply().click();
        assertThat(heading("Applied")).isVisible();
        assertThat(asked).as("what fails is not sent").containsExactly("?dry_run=true", "?dry_run=true", "?dry_run=true", "?dry_run=true",
                "?dry_run=true", "?dry_run=true", "");
        assertThat(galleries.labels("LARGE-REMOVES")).containsExactly(OTHER_LAMP + " New lamp");
    }

    @Test
    void whatAShopOrAFileHasInItIsTextAndNothingElse() throws SQLException {
        String evil = "<img src=x onerror=document.title='taken'>";
        product("EVIL");
        try (Connection shopping = shop.connect(); Statement admin = shopping.createStatement()) {
            admin.executeUpdate("UPDATE catalog_product_entity_media_gallery_value v JOIN catalog_product_entity p USING (entity_id)"
                    + " SET v.label = '" + evil.replace("'", "''") + "' WHERE p.sku = 'EVIL'");
        }
        openPreview();

        preview(replace(item("EVIL"), "{\"sku\":\"" + evil + "\",\"images\":[]}", "{\"sku\":\"EVIL-2\",\"" + evil + "\":1,\"images\":[]}")
                .replace("\"mode\"", "\"" + evil + "\":1,\"mode\""));

        assertThat(heading(evil)).isVisible();
        assertThat(sku("EVIL").locator(".change-removed .lines")).containsText("Label: " + evil);
        assertThat(page.getByText("Of the whole file: unknown_field: " + evil)).isVisible();
        assertThat(page.locator("main img:not([src^='blob:'])")).hasCount(0);
        assertThat(page).hasTitle("Preview · Nacento connector");
    }

    @Test
    void whatIsAwayIsWaitedForAndWhatFailsIsSaid() throws SQLException {
        product("AWAY");
        openPreview();
        page.clock().install();
        page.route("**/products/media/bulk**", busy -> busy.fulfill(new Route.FulfillOptions().setStatus(503)
                .setContentType("application/json").setBody("{\"message\":\"%1 is away\",\"parameters\":[\"the bucket\"]}")),
                new Page.RouteOptions().setTimes(1));
        preview(replace(item("AWAY")));
        assertThat(page.getByText("0 of 1 product · waits: the bucket is away")).isVisible();
        page.clock().runFor(3_000);
        assertThat(heading("1 product would change")).isVisible();

        page.route("**/products/media/bulk**", broken -> broken.fulfill(new Route.FulfillOptions().setStatus(500)
                .setContentType("application/json").setBody("{\"message\":\"Internal Error.\",\"parameters\":[]}")),
                new Page.RouteOptions().setTimes(1));
        apply().click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Internal Error. Nothing was written.");
        button("Try again").click();
        assertThat(heading("1 product would change")).isVisible();
        complaints.removeIf(complaint -> complaint.contains("503") || complaint.contains("500"));
    }

    @Test
    void whatBreaksOffWhileItIsAppliedSaysWhatIsDoneAndTheSameFileGoesOnFromThere() throws SQLException {
        List<String> skus = IntStream.rangeClosed(1, 251).mapToObj("BROKEN-%03d"::formatted).toList();
        for (String sku : skus) {
            shop.addProduct(sku);
        }
        openPreview();
        preview(skus.stream().map(sku -> "{\"sku\":\"" + sku + "\",\"images\":[{\"file_path\":\"" + LAMP + "\"}]}")
                .collect(Collectors.joining("\n")));
        assertThat(heading("251 products would change")).isVisible();
        page.route(Pattern.compile("/products/media/bulk$"), call -> {
            if (call.request().postData().contains("BROKEN-251")) {
                call.abort();
            } else {
                call.resume();
            }
        });

        apply().click();

        assertThat(heading("Broken off")).isVisible();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Items 251 to 251 of the file: The connector does not answer.");
        assertThat(tile("Images inserted")).hasText("250");
        assertThat(galleries.of("BROKEN-251")).isEmpty();
        button("Preview it again").click();
        assertThat(heading("1 product would change")).isVisible();
        assertThat(page.locator(".sku h3")).hasText(new String[] {"BROKEN-251"});
        complaints.removeIf(complaint -> complaint.contains("ERR_FAILED"));
    }

    @Test
    void aPreviewThatIsStoppedEndsBeforeTheNextBulk() {
        openPreview();
        List<Route> held = new ArrayList<>();
        page.route("**/products/media/bulk**", held::add);
        preview(IntStream.rangeClosed(1, 251).mapToObj(i -> "{\"sku\":\"STOPPED-" + i + "\",\"images\":[]}")
                .collect(Collectors.joining("\n")));
        button("Stop").click();
        page.waitForCondition(() -> held.size() == 1);
        held.get(0).resume();

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Stopped");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was written.");
        assertThat(held).hasSize(1);
    }

    @Test
    void theKeyboardIsEnoughAndWhoLooksElsewhereFindsThePreviewAgain() throws SQLException {
        product("KEYS");
        openPreview();
        page.getByLabel("or paste it").focus();
        page.keyboard().insertText(replace(item("KEYS")));
        tabTo("Preview");
        page.keyboard().press("Enter");
        assertThat(heading("1 product would change")).isFocused();

        page.getByRole(AriaRole.NAVIGATION).getByText("Settings").click();
        page.getByRole(AriaRole.NAVIGATION).getByText("Preview").click();
        assertThat(heading("1 product would change")).isVisible();

        tabTo("Apply: change 1 product, remove 1 picture");
        page.keyboard().press("Enter");
        assertThat(heading("Applied")).isFocused();
        assertThat(galleries.labels("KEYS")).containsExactly(OTHER_LAMP + " New lamp");
    }

    @ParameterizedTest
    @EnumSource(value = ColorScheme.class, names = {"LIGHT", "DARK"})
    void onAPhoneAndInTheDarkEverythingCanBeRead(ColorScheme scheme) throws SQLException {
        product("SMALL-" + scheme);
        product("GONE-" + scheme);
        open(390, 800, scheme);
        signIn();
        page.evaluate("location.hash = '#/preview'");
        readable("the form");
        preview("{");
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
        readable("a refused file");
        preview(replace(item("SMALL-" + scheme), item("A-SKU-THAT-IS-AS-LONG-AS-THEY-BECOME-" + "X".repeat(27)),
                "{\"sku\":\"GONE-" + scheme + "\",\"images\":[{\"file_path\":\"/g/o/gone.jpg\"},{\"file_path\":\"" + BIKE
                        + "\",\"roles\":[\"base\"],\"stores\":{\"de\":{\"label\":\"Rad\"}}}]}"));
        page.locator(".change-removed").scrollIntoViewIfNeeded();
        assertThat(page.locator(".change-removed .thumb img")).isVisible();
        assertThat(page.locator(".change-repointed .thumb img")).hasCount(2);
        readable("the preview");
        try (Connection shopping = shop.connect(); Statement admin = shopping.createStatement()) {
            relabel(admin, "SMALL-" + scheme);
        }
        apply().click();
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("Nothing was applied");
        readable("a refusal");
        apply().click();
        assertThat(heading("Applied")).isVisible();
        readable("the end");
    }

    private void readable(String what) {
        assertThat((int) page.evaluate("document.documentElement.scrollWidth")).as(what).isLessThanOrEqualTo(390);
        assertThat((List<?>) page.evaluate(POOR_CONTRAST)).as(what).isEmpty();
    }

    private static FilePayload file(String name, String text) {
        return new FilePayload(name, "application/json", text.getBytes(StandardCharsets.UTF_8));
    }
}
