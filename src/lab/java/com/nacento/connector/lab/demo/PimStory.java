package com.nacento.connector.lab.demo;

import com.nacento.connector.lab.stage.RepeatedLook;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last chapter: nobody calls the API any more. A PIM says by itself that a product was saved, and the gallery follows. */
final class PimStory {

    private static final RepeatedLook PATIENCE = new RepeatedLook(Duration.ofSeconds(30), Duration.ofMillis(50));
    private static final String ROLES = "image small_image thumbnail";
    private static final String FIRST = DemoPim.ATTRIBUTES.get(0);
    private static final String SECOND = DemoPim.ATTRIBUTES.get(1);
    private static final String LAST = DemoPim.ATTRIBUTES.get(2);

    private final DemoStage stage;
    private final DemoShop shop;
    private final DemoPim pim;
    private final DemoScreen screen;
    private final DemoChecks checks;

    PimStory(DemoStage stage, DemoScreen screen, DemoChecks checks) {
        this.stage = stage;
        this.shop = stage.shop();
        this.pim = stage.pim();
        this.screen = screen;
        this.checks = checks;
    }

    /** Something that somebody does in the PIM. */
    private interface Edit {
        void make() throws InterruptedException;
    }

    void tell() throws Exception {
        screen.section("A PIM that speaks for itself: a stand-in for Akeneo, set up by these properties alone");
        pim.settings().forEach((name, value) -> screen.line(name + "=" + value));
        screen.gap();
        List<DemoShop.Row> first = edit("Somebody gives " + DemoPim.SKU + " three pictures in the PIM, which tells " + stage.hook(),
                () -> pim.begin(stage.hook()));
        checks.expect("PIM: it was heard", true, pim.isHeard());
        checks.expect("PIM: labels", List.of("Storm Tent 3P"), first.stream().map(DemoShop.Row::label).distinct().toList());

        screen.section("One picture is exchanged in the PIM, two change places, and one is taken off");
        List<DemoShop.Row> exchanged = edit("The first picture is exchanged", () -> pim.exchange(FIRST));
        checks.expect("exchanged: the rows are the same", ids(first), ids(exchanged));
        screen.gap();
        List<DemoShop.Row> reordered = edit("The first two change places", pim::reorder);
        checks.expect("reordered: the base image", pim.files().get(FIRST),
                reordered.stream().filter(row -> ROLES.equals(row.roles())).map(DemoShop.Row::value).findFirst().orElse(null));
        screen.gap();
        List<DemoShop.Row> fewer = edit("The last one is taken off", () -> pim.remove(LAST));
        checks.expect("taken off: the rows that stay", ids(reordered).subList(0, 2), ids(fewer));
        screen.gap();
        screen.wrapped("", "Each picture has kept its gallery row, and so what the shop knows of it. The PIM only says which product was"
                + " saved; the connector asks it for the rest.");
        screen.gap();
        screen.wrapped("", "Go on yourself, on " + stage.desk() + " or in a shell:");
        commands(stage.desk()).forEach(screen::line);
    }

    /** What a shell must say to edit the product. */
    private static List<String> commands(String desk) {
        return List.of("curl -X POST " + desk + "/exchange/" + FIRST + "     # another picture",
                "curl -X POST " + desk + "/remove/" + SECOND
                        + "       # none any more",
                "curl -X POST " + desk + "/reorder              # the first two change places");
    }

    /** The gallery, as soon as it is what the PIM says. */
    private List<DemoShop.Row> edit(String what, Edit edit) throws Exception {
        long begin = System.nanoTime();
        edit.make();
        PATIENCE.until(() -> inShop().equals(inPim()));
        double seconds = (System.nanoTime() - begin) / 1e9;
        List<DemoShop.Row> gallery = shop.gallery(DemoPim.SKU);
        screen.wrapped("", "%s; %.1f s later this stands in the shop:".formatted(what, seconds));
        screen.table(List.of("value_id", "position", "value", "label; roles"), gallery.stream().map(row -> List.of(
                String.valueOf(row.valueId()), String.valueOf(row.position()), shortened(row.value()),
                row.label() + (row.roles() == null ? "" : "; " + row.roles()))).toList());
        checks.expect(what, inPim(), inShop());
        return gallery;
    }

    private Map<String, String> inPim() {
        Map<String, String> files = new TreeMap<>();
        pim.files().forEach((attribute, path) -> files.put(String.valueOf(DemoPim.ATTRIBUTES.indexOf(attribute) + 1), path));
        return files;
    }

    private Map<String, String> inShop() throws SQLException {
        return shop.gallery(DemoPim.SKU).stream().collect(Collectors.toMap(row -> String.valueOf(row.position()), DemoShop.Row::value,
                (first, second) -> first + " and " + second, TreeMap::new));
    }

    private static List<Long> ids(List<DemoShop.Row> gallery) {
        return gallery.stream().map(DemoShop.Row::valueId).sorted().toList();
    }

    /** A file is told from others by the beginning of its hash. */
    private static String shortened(String path) {
        return path.replaceFirst("([0-9a-f]{8})[0-9a-f]{32}_", "$1…_");
    }
}
