package com.nacento.connector.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.Nacento;
import com.nacento.connector.config.Settings;
import com.nacento.connector.serve.Setup;
import com.nacento.connector.testing.AuditedRows;
import com.nacento.connector.testing.Galleries;
import com.nacento.connector.testing.MagentoShop;
import com.nacento.connector.testing.TestSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit finds in a shop, and what it takes for right; both with what tools that clean up Magento's images have got wrong. */
class AuditCommandTest {

    private static final String HASH = "f073062f50e48eb0f0998593e568d857";

    @TempDir
    Path folder;

    private MagentoShop shop;
    private Map<String, String> settings;
    private AuditedRows rows;
    private long product;

    @BeforeEach
    void openShop() throws SQLException, IOException {
        shop = MagentoShop.open();
        rows = new AuditedRows(shop);
        settings = TestSettings.of(shop, 8080, 9876);
        write();
        new Setup(Settings.load(folder.resolve("nacento.properties"), Map.of())).database();
        product = shop.addProduct("P-1");
    }

    @AfterEach
    void closeShop() throws SQLException {
        shop.close();
    }

    @Test
    void aShopInWhichEverythingIsRightIsClean() throws SQLException, IOException {
        shop.putImage("/a/b/right.jpg", "right");
        long row = rows.image(product, "/a/b/right.jpg", shop.etag("/a/b/right.jpg"));
        rows.role(product, "image", 0, "/a/b/right.jpg");
        rows.role(product, "small_image", 0, "no_selection");
        rows.role(product, "thumbnail", 1, null);
        rows.role(product, "swatch_image", 0, "");
        // shared by another product, as older shops and imports have it
        rows.link(shop.addProduct("P-2"), row);
        // a video has a picture in the same table, and an object for it
        shop.putImage("/v/i/video.jpg", "video");
        long video = rows.image(product, "/v/i/video.jpg", null);
        shop.execute("UPDATE {prefix}catalog_product_entity_media_gallery SET media_type = 'external-video' WHERE value_id = ?", video);
        // none of these is an original
        for (String own : List.of("/placeholder/default/logo.jpg", "/watermark/stores/1/w.png", "/tmp/x.jpg", "/a/b/.DS_Store",
                "/cache/" + HASH + "/a/b/right.jpg", "/cache/" + HASH + "/placeholder/p.jpg",
                "/cache/1/image/700x/" + HASH + "/a/b/right.jpg")) {
            shop.putImage(own, own);
        }
        assertThat(run()).contains("exit 0", "2 products with 3 images; 2 objects and 2 resized copies");
        assertThat(findings()).isEmpty();
    }

    @Test
    void everyKindIsFoundAndNamed() throws SQLException, IOException {
        // brought and gone, with its role in a store view
        rows.image(product, "/g/o/gone.jpg", "e1");
        rows.role(product, "image", 0, "/g/o/gone.jpg");
        shop.putImage("/cache/" + HASH + "/g/o/gone.jpg", "copy");
        shop.putImage("/cache/" + HASH + "/n/o/nobody.jpg", "copy");
        // left behind by a product that was deleted; the object is there still
        shop.putImage("/d/e/deleted.jpg", "deleted");
        rows.row("/d/e/deleted.jpg");
        shop.putImage("/u/n/unused.jpg", "unused");
        shop.putImage("/r/e/replaced.jpg", "replaced");
        rows.image(product, "/r/e/replaced.jpg", "0123456789abcdef0123456789abcdef");
        shop.putImage("/t/w/twin.jpg", "twin");
        rows.image(product, "/t/w/twin.jpg", shop.etag("/t/w/twin.jpg"));
        rows.image(product, "t/w/twin.jpg", null);
        // only another letter case is there
        shop.putImage("/C/a/Case.jpg", "case");
        rows.image(product, "/c/a/case.jpg", null);
        rows.role(product, "thumbnail", 0, "/C/a/Case.jpg");
        rows.role(product, "small_image", 0, "/n/o/where.jpg");
        rows.role(product, "swatch_image", 0, "/t/w//twin.jpg");

        assertThat(run()).contains("exit 1", "missing_object             2           1", "broken_role                4");
        assertThat(findings()).containsExactlyInAnyOrder(
                "missing_object yes /g/o/gone.jpg", "broken_role yes /g/o/gone.jpg image admin", "orphaned_copy no /g/o/gone.jpg",
                "orphaned_copy no /n/o/nobody.jpg", "unlinked_row no /d/e/deleted.jpg", "unlinked_object no /d/e/deleted.jpg",
                "unlinked_object no /u/n/unused.jpg", "etag_differs yes /r/e/replaced.jpg", "twin no /t/w/twin.jpg",
                "missing_object no /c/a/case.jpg", "broken_role no /C/a/Case.jpg thumbnail admin",
                "broken_role no /n/o/where.jpg small_image admin", "broken_role no /t/w/twin.jpg swatch_image admin");
        assertThat(Files.readString(folder.resolve("findings.csv"))).contains("the gallery has /c/a/case.jpg", "HEAD: 404", "P-1");
    }

    @Test
    void nothingIsWrittenAndAnAccountThatMayOnlySelectIsEnough() throws SQLException, IOException {
        rows.image(product, "/g/o/gone.jpg", "e1");
        List<String> before = new Galleries(shop).everything();
        String user = "audit_" + shop.topic().substring(shop.topic().length() - 8);
        try (Connection admin = shop.connect(); Statement statement = admin.createStatement()) {
            String database = admin.getCatalog();
            statement.execute("CREATE USER '" + user + "'@'%' IDENTIFIED BY 'Secret-1'");
            try {
                for (String grant : rights()) {
                    statement.execute(
                            grant.replace(";", "").replace(" magento.", " " + database + ".").replace("'nacento_audit'", "'" + user + "'"));
                }
                settings.put("nacento.db.user", user);
                settings.put("nacento.db.password", "Secret-1");
                write();
                assertThat(run()).contains("exit 1", "missing_object             1           1");
            } finally {
                statement.execute("DROP USER '" + user + "'@'%'");
            }
        }
        assertThat(new Galleries(shop).everything()).isEqualTo(before);
    }

    @Test
    void theManualShowsTheRightsThatAreEnough() throws IOException {
        assertThat(Files.readString(Path.of("docs/cli.md"))).contains(String.join("\n", rights()));
    }

    private static List<String> rights() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/rights/audit.sql")).stream().filter(line -> line.startsWith("GRANT"))
                .toList();
    }

    @Test
    void whatIsNotAskedForIsCountedAsNotConfirmed() throws SQLException, IOException {
        rows.image(product, "/g/o/gone-1.jpg", "e1");
        rows.image(product, "/g/o/gone-2.jpg", "e1");
        assertThat(run("--heads", "1")).contains("exit 1", "missing_object             2", "1 only by the listing");
        assertThat(Files.readString(folder.resolve("findings.csv"))).contains("not listed, and not asked for");
    }

    @Test
    void withoutCopiesTheyAreNotListed() throws SQLException, IOException {
        shop.putImage("/cache/" + HASH + "/n/o/nobody.jpg", "copy");
        assertThat(run("--without-copies")).contains("exit 0", "0 resized copies");
        assertThat(run()).contains("exit 1", "orphaned_copy              1");
    }

    @Test
    void anOutageIsNoFinding() throws SQLException, IOException {
        rows.image(product, "/g/o/gone.jpg", "e1");
        settings.put("nacento.s3.bucket", "nacento-no-such-bucket");
        write();
        assertThat(run()).contains("exit 2", "nacento-no-such-bucket").doesNotContain("missing_object");
        settings.put("nacento.s3.bucket", shop.bucket().name());
        settings.put("nacento.db.url", "jdbc:mariadb://127.0.0.1:1/none");
        write();
        assertThat(run()).contains("exit 2", "the database cannot be reached");
        assertThat(run("--heads", "-1")).contains("exit 2", "--heads");
    }

    @Test
    void beforeSetupItSaysWhatToDo() throws SQLException, IOException {
        shop.execute("DROP TABLE {prefix}nacento_media_gallery_meta");
        assertThat(run()).contains("exit 2", "./nacento setup");
    }

    @Test
    void whatIsPutRightIsShownFirstAndIsOnlyWhatWasBrought() throws SQLException, IOException {
        Galleries galleries = new Galleries(shop);
        shop.putImage("/h/e/here.jpg", "here");
        rows.image(product, "/h/e/here.jpg", "e0");
        rows.image(product, "h/e/here.jpg", "e0");
        long gone = rows.image(product, "/g/o/gone.jpg", "e1");
        rows.role(product, "image", 0, "/g/o/gone.jpg");
        rows.role(product, "image", 1, "/g/o/gone.jpg");
        rows.role(product, "small_image", 0, "/n/o/where.jpg");
        rows.role(product, "small_image", 1, "/n/o/where.jpg");
        rows.role(product, "thumbnail", 0, "h/e/here.jpg");
        // the same in a gallery of which a part is an admin's: only what was brought goes
        long mixed = shop.addProduct("P-MIXED");
        rows.image(mixed, "/o/w/own.jpg", null);
        rows.image(mixed, "/g/o/gone-too.jpg", "e2");
        rows.role(mixed, "image", 0, "/n/o/where.jpg");
        rows.image(mixed, "/t/w/twin.jpg", "e3");
        rows.image(mixed, "t/w/twin.jpg", null);
        // and in one that nobody has brought
        long others = shop.addProduct("P-OTHERS");
        rows.link(others, gone);
        rows.image(others, "/t/w/twin.jpg", null);
        rows.image(others, "/t/w/twin.jpg", null);
        rows.role(others, "image", 0, "/n/o/where.jpg");
        List<String> before = galleries.everything();

        String shown = run("--fix");
        assertThat(shown).contains("exit 1", "P-1  /g/o/gone.jpg  image  admin  an image → -", "To be put right, with --apply",
                "P-MIXED  /g/o/gone-too.jpg  image",
                "P-1  /h/e/here.jpg  gallery_rows  admin  2 → 1")
                .doesNotContain("P-MIXED  /o/w", "P-MIXED  /n/o", "P-MIXED  /t/w", "P-OTHERS");
        assertThat(galleries.everything()).isEqualTo(before);

        assertThat(run("--fix", "--apply")).contains("exit 1", "Put right: ", "of 2 products");
        assertThat(galleries.of("P-1")).containsExactly("/h/e/here.jpg|NULL|1|0");
        assertThat(galleries.roles("P-1")).contains("image|0|no_selection", "small_image|0|no_selection", "thumbnail|0|/h/e/here.jpg")
                .noneMatch(role -> role.matches("(image|small_image)\\|1.*"));
        assertThat(galleries.of("P-MIXED")).containsExactly("/o/w/own.jpg|NULL|1|0", "/t/w/twin.jpg|NULL|1|0", "t/w/twin.jpg|NULL|1|0");
        assertThat(galleries.roles("P-MIXED")).containsExactly("image|0|/n/o/where.jpg");
        assertThat(galleries.of("P-OTHERS")).hasSize(3);
        assertThat(galleries.roles("P-OTHERS")).containsExactly("image|0|/n/o/where.jpg");
        assertThat(shop.number("SELECT COUNT(*) FROM {prefix}catalog_product_entity WHERE updated_at > '2020-01-01'")).isEqualTo(2);

        assertThat(run("--fix", "--apply")).contains("Put right: 0 changes of 0 products");
    }

    @Test
    void onlyWhatIsAskedForIsPutRight() throws SQLException {
        rows.image(product, "/g/o/gone.jpg", "e1");
        rows.image(product, "/g/o/gone.jpg", "e1");
        shop.putImage("/h/e/here.jpg", "here");
        rows.image(product, "/h/e/here.jpg", "e0");
        rows.image(product, "h/e/here.jpg", "e0");
        assertThat(run("--fix", "--only", "twins", "--apply")).contains("Put right");
        assertThat(new Galleries(shop).of("P-1")).containsExactly("/g/o/gone.jpg|NULL|1|0", "/h/e/here.jpg|NULL|1|0");
        assertThat(run("--apply")).contains("exit 2", "--fix");
        assertThat(run("--fix", "--only", "objects")).contains("exit 2", "dead-links");
    }

    @Test
    void aProductThatSomebodyHoldsIsLeftAlone() throws SQLException {
        rows.image(product, "/g/o/gone.jpg", "e1");
        try (Connection writer = shop.connect(); Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("SELECT * FROM " + shop.database().prefix() + "catalog_product_entity WHERE entity_id = " + product
                    + " FOR UPDATE");
            assertThat(run("--fix", "--apply")).contains("Put right: 0 changes of 0 products", "1 products were held");
            writer.rollback();
        }
        assertThat(run("--fix", "--apply")).contains("of 1 products");
        assertThat(new Galleries(shop).of("P-1")).isEmpty();
    }

    /** A bucket that is another one, or half restored, must not empty the galleries. */
    @Test
    void ifTooManyObjectsAreMissingNothingIsPutRight() throws SQLException {
        for (int i = 0; i < 100; i++) {
            String path = "/i/m/image-" + i + ".jpg";
            rows.image(product, path, "e1");
            if (i >= 30) {
                shop.putImage(path, "there");
            }
        }
        assertThat(run("--fix", "--apply")).contains("exit 1", "Nothing is put right", "30 of the 100 images", "more than 20 %");
        assertThat(new Galleries(shop).of("P-1")).hasSize(100);
        assertThat(run("--fix", "--apply", "--max-removals", "50")).contains("of 1 products");
        assertThat(new Galleries(shop).of("P-1")).hasSize(70);
    }

    /** {@code kind brought path role store} of each. */
    private List<String> findings() throws IOException {
        return Files.readAllLines(folder.resolve("findings.csv")).stream().skip(1).map(line -> line.split(",", -1))
                .map(field -> String.join(" ", field[0], field[2], field[3], field[7], field[8]).strip()).toList();
    }

    private void write() throws IOException {
        TestSettings.write(folder.resolve("nacento.properties"), settings);
    }

    private String run(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text, true);
        List<String> all = new ArrayList<>(List.of("audit", "--csv", folder.resolve("findings.csv").toString(), "--config",
                folder.resolve("nacento.properties").toString()));
        all.addAll(List.of(arguments));
        int exit = Nacento.commandLine().setOut(writer).setErr(writer).execute(all.toArray(String[]::new));
        return text + "exit " + exit;
    }
}
