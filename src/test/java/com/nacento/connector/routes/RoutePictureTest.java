package com.nacento.connector.routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pictures in docs/design.md are drawn from the route files: what calls what, in which order, and what leaves the application. */
class RoutePictureTest {

    private static final int WIDTH = 110;

    /** On failure the message holds the picture to put into docs/design.md. */
    @ParameterizedTest
    @ValueSource(strings = {"receive-gallery-bulk", "receive-gallery-bulk-async", "consume-bulk-messages"})
    void theManualsPictureOfAWayIsTheRoutesOwn(String route) throws IOException {
        String picture = Stream.concat(Stream.of("```"), draw(route, 0, new HashSet<>()).stream())
                .collect(Collectors.joining("\n", "", "\n```\n"));

        assertThat(Files.readString(Path.of("docs/design.md"))).contains(picture);
    }

    private static List<String> draw(String name, int depth, Set<String> drawn) {
        RouteFile file = RouteFile.named(name);
        String line = "  ".repeat(depth) + file.story() + "/" + name;
        List<String> leaving = leaving(file);
        if (!drawn.add(name)) {
            return List.of(line + " …");
        }
        List<String> lines = new ArrayList<>();
        lines.add(line);
        if (!leaving.isEmpty()) {
            lines.addAll(wrapped("  ".repeat(depth + 2), "[" + String.join(", ", leaving) + "]"));
        }
        called(file).forEach(next -> lines.addAll(draw(next, depth + 1, drawn)));
        return lines;
    }

    private static List<String> wrapped(String indent, String words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(indent);
        for (String word : words.split(" ")) {
            if (line.length() + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(indent).append(' ');
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    /** The routes that a route calls, in the order in which it names them; what only sends statements or an answer is no way of its own. */
    private static List<String> called(RouteFile file) {
        List<String> names = new ArrayList<>();
        file.eachStep((step, value) -> {
            if (step.equals("to") && String.valueOf(value).startsWith("direct:")) {
                names.add(String.valueOf(value).substring("direct:".length()));
            } else if (step.equals("wireTap")) {
                names.add(String.valueOf(((Map<?, ?>) value).get("uri")).substring("direct:".length()));
            }
        });
        return names.stream().filter(name -> !Set.of("write-rows", "answer-as-json", file.name()).contains(name)).distinct().toList();
    }

    /** The statements, and the steps that ask another server. */
    private static List<String> leaving(RouteFile file) {
        List<String> steps = new ArrayList<>();
        file.eachStep((step, value) -> {
            if (step.equals("to") && value instanceof Map<?, ?> call && !"{{sql}}".equals(call.get("uri"))) {
                steps.add(String.valueOf(call.get("id")));
            }
        });
        return Stream.concat(file.statements().stream(), steps.stream()).distinct().toList();
    }
}
