package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.lab.stage.MagentoDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The container files name what is there: settings, secrets, folders, ports. */
class ComposeTest {

    private static final Path COMPOSE = Path.of("docker-compose.yml");
    private static final Path OWN = Path.of("docker-compose.own.yml");

    @TempDir
    Path folder;

    private final Map<String, Object> services = map(read(COMPOSE).get("services"));

    @Test
    void theConnectorHasRealServersBesideIt() {
        assertThat(services).containsOnlyKeys("rabbitmq", "database", "s3", "s3-pictures", "connector");
        assertThat(map(services.get("rabbitmq")).get("image")).asString().startsWith("rabbitmq:4.1");
        assertThat(map(services.get("database")).get("image")).asString().startsWith("mariadb:11.4");
    }

    @Test
    void theConnectorWaitsUntilItsServersAreHealthyAndThePicturesAreThere() {
        Map<String, Object> waits = map(map(services.get("connector")).get("depends_on"));
        assertThat(waits).containsOnlyKeys("rabbitmq", "database", "s3-pictures");
        waits.forEach((service, wait) -> {
            Object condition = map(wait).get("condition");
            if (condition.equals("service_healthy")) {
                assertThat(map(services.get(service))).containsKey("healthcheck");
            } else {
                assertThat(condition).isEqualTo("service_completed_successfully");
                assertThat(map(services.get(service))).as("a job that is restarted never completes").doesNotContainKey("restart");
            }
        });
    }

    /** The same container; only its servers are others, which a file names that has no place in the repository. */
    @Test
    void withServersOfOnesOwnTheConnectorStandsAloneAndIsGuardedAsMuch() throws IOException {
        Map<String, Object> own = map(read(OWN).get("services"));
        assertThat(own).containsOnlyKeys("connector");
        Map<String, Object> connector = map(own.get("connector"));
        Map<String, Object> beside = map(services.get("connector"));
        for (String guard : List.of("image", "ports", "tmpfs", "read_only", "cap_drop", "security_opt", "restart", "stop_grace_period")) {
            assertThat(connector.get(guard)).as(guard).isNotNull().isEqualTo(beside.get(guard));
        }
        Map<String, Object> environment = map(connector.get("environment"));
        assertThat(map(beside.get("environment"))).containsAllEntriesOf(environment);
        assertThat(list(connector.get("volumes")).toString()).contains("./shop.properties:/app/application.properties:ro");
        assertThat(Files.readString(Path.of("README.md"))).contains("> shop.properties");
        assertThat(Files.readAllLines(Path.of(".gitignore"))).contains("/shop.properties");
        assertThat(Files.readString(Path.of("Dockerfile"))).contains("WORKDIR /app", "USER 10001:10001");
    }

    @Test
    void everyVariableOfTheConnectorIsASetting() throws IOException {
        Set<String> variables = new TreeSet<>();
        SettingsFile.read().keySet().forEach(name -> variables.add(name.toUpperCase().replaceAll("[.-]", "_")));
        assertThat(variables).containsAll(map(map(services.get("connector")).get("environment")).keySet());

        Matcher inImage = Pattern.compile("NACENTO_[A-Z_]+(?==)").matcher(Files.readString(Path.of("Dockerfile")));
        variables.add("NACENTO_JAVA_OPTS");
        assertThat(variables).containsAll(inImage.results().map(match -> match.group()).toList());
    }

    @Test
    void everySecretComesFromTheEnvironmentAndHasALineInTheExample() throws IOException {
        Set<String> asked = new TreeSet<>();
        Pattern.compile("\\$\\{(\\w+)([^}]*)}").matcher(Files.readString(COMPOSE)).results().forEach(match -> {
            asked.add(match.group(1));
            assertThat(match.group(2)).as("%s must not have a default", match.group(1)).startsWith(":?");
        });
        List<String> example = Files.readAllLines(Path.of(".env.example")).stream()
                .filter(line -> line.contains("=") && !line.startsWith("#")).toList();
        assertThat(example).containsExactlyInAnyOrderElementsOf(asked.stream().map(name -> name + "=").toList());
    }

    @Test
    void portsAreOpenOnThisMachineOnly() {
        services.values()
                .forEach(service -> list(map(service).get("ports")).forEach(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
        assertThat(list(map(services.get("connector")).get("ports")).toString())
                .contains(":" + defaults("nacento.http.port")).contains(":" + defaults("nacento.management.port"));
    }

    @Test
    void whatIsMountedIsThere() {
        services.values().forEach(service -> list(map(service).get("volumes")).forEach(volume -> {
            String source = volume.toString().split(":")[0];
            if (source.startsWith("./")) {
                assertThat(Path.of(source)).exists();
            } else {
                assertThat(map(read(COMPOSE).get("volumes"))).containsKey(source);
            }
        }));
    }

    @Test
    void theImageIsBuiltFromFilesThatAreThereAndThatTheBuildMaySee() throws IOException {
        List<String> ignore = Files.readAllLines(Path.of(".dockerignore"));
        Matcher copied = Pattern.compile("(?m)^COPY (?!--from)(.+) \\S+$").matcher(Files.readString(Path.of("Dockerfile")));
        copied.results().flatMap(match -> List.of(match.group(1).split(" ")).stream()).forEach(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(ignore).contains("!" + source);
        });
    }

    @Test
    void theDatabaseIsFilledWithTheTablesAndTheCatalogueOfTheDemo() throws Exception {
        Path client = Files.writeString(folder.resolve("mariadb"), "#!/bin/sh\ncat\n");
        assertThat(client.toFile().setExecutable(true)).isTrue();
        ProcessBuilder script = new ProcessBuilder("bash", "docker/database/10-shop.sh").redirectError(ProcessBuilder.Redirect.INHERIT);
        script.environment().putAll(Map.of("PATH", folder + ":" + System.getenv("PATH"), "MARIADB_ROOT_PASSWORD", "unused",
                "DEMO_FOLDER", "src/lab/resources/demo"));
        Process process = script.start();
        String sql = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();

        String collation = "utf8mb4_general_ci";
        assertThat(sql).isEqualTo("CREATE DATABASE magento DEFAULT CHARACTER SET utf8mb4 COLLATE " + collation + "; USE magento;\n"
                + resource("magento-schema.sql").replace("{charset}", "utf8mb4").replace("{collation}", collation)
                + resource("catalogue.sql"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MagentoDatabase.class.getResourceAsStream("/demo/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("{prefix}", "");
        }
    }

    private static String defaults(String setting) {
        return SettingsFile.read().get(setting);
    }

    private static Map<String, Object> read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return map(new Load(LoadSettings.builder().build()).loadFromInputStream(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node) {
        return (Map<String, Object>) node;
    }

    private static List<?> list(Object node) {
        return node == null ? List.of() : (List<?>) node;
    }
}
