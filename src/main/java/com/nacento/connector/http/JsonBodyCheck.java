package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A POST brings JSON in UTF-8, says so, packs it in no other way than gzip, and does not announce more of it than is read. Hooks take what
 * is no JSON, too.
 */
final class JsonBodyCheck implements Handler<RoutingContext> {

    private static final String GZIP = "gzip";

    private final long maxBodySize;

    JsonBodyCheck(long maxBodySize) {
        this.maxBodySize = maxBodySize;
    }

    @Override
    public void handle(RoutingContext context) {
        if (context.request().method() != HttpMethod.POST) {
            context.next();
        } else if (HookGate.hook(context) == null && !isJson(context.request().getHeader("Content-Type"))) {
            Answers.send(context, Refusal.of(415,
                    ErrorAnswer.of("The request needs the header Content-Type: application/json, and a body in UTF-8.")));
        } else if (!isReadable(context.request())) {
            Answers.send(context,
                    Refusal.of(415, ErrorAnswer.of("The request body may be packed with gzip, and only once: Content-Encoding: gzip."))
                            .with("Accept-Encoding", GZIP));
        } else if (announcedLength(context.request()) > maxBodySize) {
            Answers.send(context, Refused.tooLarge(maxBodySize).refusal());
        } else {
            context.next();
        }
    }

    static boolean isJson(String contentType) {
        if (contentType == null) {
            return false;
        }
        String[] parts = contentType.toLowerCase(Locale.ROOT).split(";");
        boolean json = parts[0].strip().equals("application/json");
        for (int i = 1; i < parts.length; i++) {
            String[] parameter = parts[i].split("=", 2);
            if (parameter[0].strip().equals("charset")) {
                String charset = parameter.length == 1 ? "" : parameter[1].strip().replace("\"", "");
                json &= charset.equals("utf-8") || charset.equals("utf8");
            }
        }
        return json;
    }

    /** Whether the body comes as it is, or packed in the one way that is unpacked here. */
    private static boolean isReadable(HttpServerRequest request) {
        List<String> codings = codings(request);
        return codings.isEmpty() || codings.equals(List.of(GZIP));
    }

    static boolean isPacked(HttpServerRequest request) {
        return codings(request).equals(List.of(GZIP));
    }

    /** How the body is packed, from the inside to the outside; {@code x-gzip} is an old name, and {@code identity} is nothing. */
    private static List<String> codings(HttpServerRequest request) {
        return request.headers().getAll("Content-Encoding").stream().flatMap(value -> Stream.of(value.toLowerCase(Locale.ROOT).split(",")))
                .map(coding -> coding.strip().replaceFirst("^x-gzip$", GZIP))
                .filter(coding -> !coding.isEmpty() && !coding.equals("identity")).toList();
    }

    /** Chunked bodies announce nothing: they are counted while they are read. */
    static long announcedLength(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        if (length == null || !length.matches("\\d+")) {
            return 0;
        }
        return length.length() > 18 ? Long.MAX_VALUE : Long.parseLong(length);
    }
}
