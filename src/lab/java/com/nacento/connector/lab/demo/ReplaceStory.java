package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.demo.DemoApi.Answer;
import com.nacento.connector.lab.demo.DemoShop.StoreRow;
import com.nacento.connector.lab.stage.Pictures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The end of the demo's story, a gallery that follows the PIM: one picture is replaced in its slot, one is removed, an admin's stays, and
 * a store view gets its own label. First as a dry run, then for real, then what stands in the tables.
 */
final class ReplaceStory {

    private static final String CALL = "/rest/V1/nacento-connector/products/BIKE/media";
    private static final String SKU = "BIKE";
    private static final String FRONT = "/b/i/bike-1.jpg";
    private static final String NEW_FRONT = "/b/i/bike-1-new.jpg";
    private static final String SIDE = "/b/i/bike-2.jpg";
    private static final String CHART = "/s/i/size-chart-bikes.png";
    private static final String ROLES = "image small_image thumbnail";
    private static final String FRENCH = "Vélo de ville";

    private final DemoShop shop;
    private final DemoApi api;
    private final DemoScreen screen;
    private final DemoAnswers answers;
    private final DemoChecks checks;

    ReplaceStory(DemoStage stage, DemoScreen screen, DemoChecks checks) {
        this.shop = stage.shop();
        this.api = stage.api();
        this.screen = screen;
        this.answers = new DemoAnswers(screen);
        this.checks = checks;
    }

    void tell() throws Exception {
        List<StoreRow> before = slots();
        Map<String, Long> rowsOfSide = shop.rowsOf(valueId(before, SIDE), SIDE);
        Answer dry = dryRun(before);
        forReal(dry);
        whatStandsThere(before, rowsOfSide);
    }

    private List<StoreRow> slots() throws Exception {
        screen.section("A gallery that follows the PIM: each picture has its slot, the PIM's name for its place");
        Answer answer = api.post(CALL, "slots.json");
        screen.wrapped(answer.status() + "  ", answer.body().toString());
        expectStats("slots", answer, Map.of("inserted", 1, "updated_value", 0, "updated_meta", 1, "removed", 0));
        screen.gap();
        List<StoreRow> gallery = shop.galleryInStores(SKU);
        showGallery(gallery);
        screen.gap();
        screen.wrapped("",
                "Nobody has brought the size chart: no request has ever named it, an admin has put it there. The German store view"
                        + " has a label of its own, hence the warning.");
        checks.expect("slots: who brought " + FRONT, "pim: front", row(gallery, FRONT, "admin").broughtBy());
        checks.expect("slots: who brought " + SIDE, "pim: side", row(gallery, SIDE, "admin").broughtBy());
        checks.expect("slots: who brought " + CHART, "-", row(gallery, CHART, "admin").broughtBy());
        return gallery;
    }

    private Answer dryRun(List<StoreRow> before) throws Exception {
        screen.section("What would the PIM's next request change? A dry run tells, and writes nothing");
        screen.wrapped("", "There is a new file in the slot front, and a French label for it. The side view is no longer named, and the"
                + " request says \"mode\": \"replace\": what the PIM has brought and does not name any more is to go.");
        screen.gap();
        Map<String, Long> checksums = shop.checksums();
        Answer answer = api.post(CALL + "?dry_run=true", "replace.json");
        answers.showChanges(answer);
        expectStats("dry run", answer, Map.of("inserted", 0, "updated_value", 1, "updated_meta", 1, "removed", 1));
        List<String> changes = new ArrayList<>();
        answer.body().path("changes").forEach(change -> changes.add(change.path("image").asText() + " " + change.path("field").asText()
                + " " + change.path("store").asText()));
        checks.expect("dry run: " + SIDE + " is to go", true, changes.contains(SIDE + " image admin"));
        checks.expect("dry run: the front gets another file", true, changes.contains(NEW_FRONT + " image admin"));
        checks.expect("dry run: the front gets a French label", true, changes.contains(NEW_FRONT + " label fr"));
        checks.expect("dry run: nothing is said of the size chart", true, changes.stream().noneMatch(change -> change.startsWith(CHART)));
        screen.gap();
        boolean same = checksums.equals(shop.checksums()) && before.equals(shop.galleryInStores(SKU));
        screen.wrapped("", same ? "All tables are as before." : "The tables are NOT as before.");
        checks.expect("dry run: the tables are as before", true, same);
        return answer;
    }

    private void forReal(Answer dry) throws Exception {
        screen.section("The same request for real");
        shop.awaitNextSecond();
        Answer answer = api.post(CALL, "replace.json");
        screen.wrapped(answer.status() + "  ", answer.body().toString());
        expectStats("replace", answer, Map.of("inserted", 0, "updated_value", 1, "updated_meta", 1, "removed", 1));
        checks.expect("replace: the counts of the dry run", dry.body().path("image_stats"), answer.body().path("image_stats"));
    }

    private void whatStandsThere(List<StoreRow> before, Map<String, Long> rowsOfSide) throws SQLException {
        screen.section("What stands in Magento's tables now");
        List<StoreRow> gallery = shop.galleryInStores(SKU);
        showGallery(gallery);
        StoreRow front = row(before, FRONT, "admin");
        screen.gap();
        screen.wrapped("",
                "The front is the same gallery row, " + front.valueId() + ", with another path: label, position, German label and roles"
                        + " are what they were. The size chart is untouched. Of the side view nothing is left:");
        screen.gap();
        long side = valueId(before, SIDE);
        Map<String, Long> left = shop.rowsOf(side, SIDE);
        List<List<String>> rows = new ArrayList<>();
        rowsOfSide.forEach((table, count) -> rows.add(List.of(table, count.toString(), left.get(table).toString())));
        screen.table(List.of("rows of " + SIDE + ", value_id " + side, "before", "now"), rows);
        screen.gap();
        screen.wrapped("", "Both files are still in the bucket: the connector takes pictures out of galleries, never out of the bucket.");

        checks.expect("replace: the front's rows", List.of(
                new StoreRow(front.valueId(), NEW_FRONT, "pim: front", "admin", front.position(), "City Bike", ROLES),
                new StoreRow(front.valueId(), NEW_FRONT, "pim: front", "de", "1", "Stadtrad", null)),
                gallery.stream().filter(row -> row.valueId() == front.valueId() && !row.store().equals("fr")).toList());
        checks.expect("replace: the front's French label", FRENCH, row(gallery, NEW_FRONT, "fr").label());
        checks.expect("replace: the size chart", row(before, CHART, "admin"), row(gallery, CHART, "admin"));
        checks.expect("replace: rows of the side view", 0, left.values().stream().mapToLong(Long::longValue).sum());
        checks.expect("replace: the files are in the bucket", true,
                shop.bucket().has(Pictures.key(FRONT)) && shop.bucket().has(Pictures.key(SIDE)));
    }

    /** Each image once, below it what store views have for themselves. */
    private void showGallery(List<StoreRow> gallery) {
        List<List<String>> rows = new ArrayList<>();
        long last = 0;
        for (StoreRow row : gallery) {
            boolean first = row.valueId() != last;
            rows.add(
                    List.of(first ? String.valueOf(row.valueId()) : "", first ? row.value() : "", first ? row.broughtBy() : "", row.store(),
                            row.position() == null ? "-" : row.position(), row.label() + (row.roles() == null ? "" : "; " + row.roles())));
            last = row.valueId();
        }
        screen.table(List.of("value_id", "value", "brought by", "store", "position", "label; roles"), rows);
    }

    private void expectStats(String step, Answer answer, Map<String, Integer> expected) {
        checks.expect(step + ": status", 200, answer.status());
        checks.expect(step + ": error", "null", answer.body().path("error"));
        expected.forEach((name, value) -> checks.expect(step + ": " + name, value, answer.body().at("/image_stats/" + name)));
    }

    private static long valueId(List<StoreRow> gallery, String path) {
        return row(gallery, path, "admin").valueId();
    }

    /** The row of an image in a store view; one that is not there has nothing in it, so that the checks can say what is wrong. */
    private static StoreRow row(List<StoreRow> gallery, String path, String store) {
        return gallery.stream().filter(row -> row.value().equals(path) && row.store().equals(store)).findFirst()
                .orElse(new StoreRow(0, path, null, store, null, null, null));
    }
}
