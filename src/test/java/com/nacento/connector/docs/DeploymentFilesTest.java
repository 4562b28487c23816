package com.nacento.connector.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests for Kubernetes and the unit for systemd name settings, probes, ports and files that are there, and ask for no more rights
 * than they need.
 */
class DeploymentFilesTest {

    private static final Path MANIFESTS = Path.of("kubernetes");
    private static final Path UNIT = Path.of("systemd/nacento.service");

    private final List<Map<String, Object>> manifests = manifests();

    @TempDir
    Path folder;

    @Test
    void everyManifestIsOneOfKubernetesAndIsApplied() throws IOException {
        Map<String, String> kinds = Map.of("Namespace", "v1", "ConfigMap", "v1", "Secret", "v1", "Service", "v1", "Deployment", "apps/v1",
                "PodDisruptionBudget", "policy/v1", "ScaledObject", "keda.sh/v1alpha1", "TriggerAuthentication", "keda.sh/v1alpha1");
        assertThat(manifests).isNotEmpty().allSatisfy(manifest -> {
            assertThat(kinds).containsEntry(text(manifest, "kind"), text(manifest, "apiVersion"));
            assertThat(text(manifest, "metadata", "name")).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
        });
        List<?> applied = list(yaml(MANIFESTS.resolve("kustomization.yaml")).get(0), "resources");
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            assertThat(files.map(file -> file.getFileName().toString())
                    .filter(file -> !file.equals("kustomization.yaml") && !file.contains("example")).toList())
                    .containsExactlyInAnyOrderElementsOf(applied.stream().map(Object::toString).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void everyVariableIsASettingAndEverySettingThatMustBeSetIs(String role) {
        Set<String> variables = new TreeSet<>();
        List<Map<String, Object>> sources = new ArrayList<>();
        sources.add(map(manifest("ConfigMap", "nacento"), "data"));
        sources.add(map(manifest("Secret", "nacento"), "stringData"));
        sources.forEach(source -> variables.addAll(source.keySet()));
        list(container(role), "env").forEach(variable -> variables.add(text(variable, "name")));

        Set<String> settings = SettingsFile.read().keySet().stream().map(name -> name.toUpperCase().replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());
        settings.add("NACENTO_JAVA_OPTS");
        assertThat(settings).containsAll(variables);
        assertThat(variables).contains("NACENTO_DB_USER", "NACENTO_S3_BUCKET", "NACENTO_AUTH_TOKENS", "NACENTO_RABBITMQ_USER");
    }

    @Test
    void theTemplateOfTheSecretsHasNoneAndNoSecretIsElsewhere() {
        manifests.stream().filter(manifest -> text(manifest, "kind").equals("Secret"))
                .forEach(secret -> assertThat(map(secret, "stringData").values()).containsOnly(""));
        assertThat(map(manifest("ConfigMap", "nacento"), "data").keySet())
                .noneMatch(name -> name.matches(".*(PASSWORD|SECRET|TOKENS|ACCESS_KEY)$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker"})
    void aPodIsProbedWhereItAnswersAndMayDoNothingThatItNeedNot(String role) {
        Map<String, Object> container = container(role);
        Set<String> ports = list(container, "ports").stream().map(port -> text(port, "name") + " " + text(port, "containerPort"))
                .collect(Collectors.toSet());
        assertThat(ports).contains("management " + SettingsFile.read().get("nacento.management.port"));
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(text(container, probe, "httpGet", "path")).isIn("/observe/health/live", "/observe/health/ready");
            assertThat(text(container, probe, "httpGet", "port")).isEqualTo("management");
        }
        assertThat(text(container, "livenessProbe", "httpGet", "path")).as("a restart brings no server back")
                .isEqualTo("/observe/health/live");
        assertThat(map(container, "resources", "requests")).containsKeys("cpu", "memory");
        assertThat(map(container, "resources", "limits")).containsKeys("cpu", "memory");
        assertThat(map(container, "securityContext")).containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("capabilities", Map.of("drop", List.of("ALL")));
        assertThat(map(pod(role), "securityContext")).containsEntry("runAsNonRoot", true).containsEntry("runAsUser", 10001);
        assertThat(read(Path.of("Dockerfile"))).contains("USER 10001:10001");
        assertThat(pod(role)).containsEntry("automountServiceAccountToken", false);
        assertThat((Integer) pod(role).get("terminationGracePeriodSeconds")).isGreaterThan(30);
        assertThat(list(container, "volumeMounts").stream().map(mount -> text(mount, "mountPath")))
                .containsExactlyElementsOf(role.equals("api") ? List.of("/tmp", "/var/lib/nacento") : List.of("/tmp"));
    }

    @Test
    void whatSelectsPodsFindsThem() {
        for (String role : List.of("api", "worker")) {
            Object labels = map(deployment(role), "spec", "template", "metadata").get("labels");
            assertThat(map(deployment(role), "spec", "selector").get("matchLabels")).isEqualTo(labels);
            assertThat(map(manifest("PodDisruptionBudget", "nacento-" + role), "spec", "selector").get("matchLabels")).isEqualTo(labels);
        }
        Map<String, Object> service = map(manifest("Service", "nacento"), "spec");
        assertThat(service.get("selector")).isEqualTo(map(deployment("api"), "spec", "template", "metadata").get("labels"));
        assertThat(list(service, "ports").toString()).as("health and metrics are not for callers").doesNotContain("management", "9876");
    }

    @Test
    void theWorkersAreScaledByTheQueuesThatTheyTakeFrom() {
        Map<String, Object> scaled = map(manifest("ScaledObject", "nacento-worker"), "spec");
        assertThat(text(scaled, "scaleTargetRef", "name")).isEqualTo("nacento-worker");
        String topic = SettingsFile.read().get("nacento.rabbitmq.topic");
        assertThat(list(scaled, "triggers").stream().map(trigger -> text(trigger, "metadata", "queueName")))
                .containsExactlyInAnyOrder(topic, topic + ".bulk");
        list(scaled, "triggers").forEach(trigger -> manifest("TriggerAuthentication", text(trigger, "authenticationRef", "name")));
        Map<String, Object> reference = map(list(manifest("TriggerAuthentication", "nacento-rabbitmq"), "spec", "secretTargetRef").get(0));
        assertThat(map(manifest("Secret", reference.get("name").toString()), "stringData")).containsKey(reference.get("key").toString());
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws Exception {
        assumeTrue(Stream.of(System.getenv("PATH").split(":")).anyMatch(bin -> Files.isExecutable(Path.of(bin, "systemd-analyze"))),
                "there is no systemd-analyze here");
        // the program is not installed on the machine that tests
        Path unit = Files.writeString(folder.resolve("nacento.service"), read(UNIT).replaceAll("/opt/nacento/nacento ", "/bin/echo "));
        Process process = new ProcessBuilder("systemd-analyze", "verify", "--man=no", unit.toString()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        assertThat(said.lines().filter(line -> line.contains("nacento.service"))).isEmpty();
    }

    @Test
    void theUnitStartsTheLauncherAsNobodyInParticular() {
        String unit = read(UNIT);
        assertThat(unit).contains("ExecStart=/opt/nacento/nacento serve", "DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict",
                "PrivateTmp=yes",
                "CapabilityBoundingSet=\n", "RestartPreventExitStatus=2");
        assertThat(Pattern.compile("NACENTO_[A-Z_]+").matcher(unit).results().map(MatchResult::group))
                .containsExactlyInAnyOrder("NACENTO_JAVA_OPTS", "NACENTO_HOOKS_SPOOL_DIR");
    }

    private Map<String, Object> deployment(String role) {
        return manifest("Deployment", "nacento-" + role);
    }

    private Map<String, Object> pod(String role) {
        return map(deployment(role), "spec", "template", "spec");
    }

    private Map<String, Object> container(String role) {
        return map(list(pod(role), "containers").get(0));
    }

    private Map<String, Object> manifest(String kind, String name) {
        return manifests.stream().filter(one -> text(one, "kind").equals(kind) && text(one, "metadata", "name").equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
    }

    private static List<Map<String, Object>> manifests() {
        try (Stream<Path> files = Files.list(MANIFESTS)) {
            return files.filter(file -> !file.endsWith("kustomization.yaml")).sorted().flatMap(file -> yaml(file).stream()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Map<String, Object>> yaml(Path file) {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(read(file)).forEach(document -> documents.add(map(document)));
        return documents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object at(Object node, String... path) {
        Object found = node;
        for (String name : path) {
            found = map(found).get(name);
            assertThat(found).as(String.join(".", path)).isNotNull();
        }
        return found;
    }

    private static String text(Object node, String... path) {
        return at(node, path).toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object node, String... path) {
        return (Map<String, Object>) at(node, path);
    }

    private static List<?> list(Object node, String... path) {
        return (List<?>) at(node, path);
    }
}
