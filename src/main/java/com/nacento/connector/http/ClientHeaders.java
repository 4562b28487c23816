package com.nacento.connector.http;

import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the client's headers and query away before Camel makes message headers of them: a client could otherwise bring a
 * header {@code sku} next to the one from the path, and would get its own headers back. What the routes may know is put
 * in their place: the name of the caller's token, the request's place among those under way, the query of a GET as one text,
 * and how large the body is said to be, or that it is packed. Of a hook's call, the headers stay by which it is known who calls.
 */
final class ClientHeaders implements Handler<RoutingContext> {

    /** Message header with the name of the caller's token; {@code anonymous} when nobody is checked. */
    static final String CALLER = "nacento-caller";
    /** Message header with the code of the store view that the address names; absent: all stores. */
    static final String STORE = "nacento-store";
    /** Message header {@code true} or {@code false} if the address says whether it is a dry run; absent if it does not. */
    static final String DRY_RUN = "nacento-dry-run";
    /** Header with what follows the {@code ?} of a GET's address, as it was sent; absent if nothing does. See {@link Query}. */
    static final String QUERY = "nacento-query";
    /** Header with the size that the caller announced for the body, in bytes; absent if none was. */
    static final String BODY_SIZE = "nacento-body-size";
    /** Header that is there if the body is packed with gzip; how large it will be is then not known. */
    static final String PACKED = "nacento-packed";
    /** Message header with the name of the request's place in {@link RequestPlaces}; absent for calls that only read. */
    static final String PLACE = "nacento-place";

    /** The one header of the client that stays: under which trace it calls, as W3C has it. */
    private static final String TRACE = "traceparent";
    private static final Pattern W3C_TRACE = Pattern.compile("[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    @Override
    public void handle(RoutingContext context) {
        MultiMap headers = context.request().headers();
        boolean waits = "100-continue".equalsIgnoreCase(headers.get("Expect"));
        long size = JsonBodyCheck.announcedLength(context.request());
        boolean packed = JsonBodyCheck.isPacked(context.request());
        String query = context.request().method() == HttpMethod.GET ? context.request().query() : null;
        String trace = headers.get(TRACE);
        Map<String, String> proofs = proofs(context);
        headers.clear();
        proofs.forEach(headers::set);
        context.queryParams().clear();
        String caller = context.get(BearerCheck.CALLER);
        if (caller != null) {
            headers.set(CALLER, caller);
        }
        String store = context.get(StorePath.STORE);
        if (store != null) {
            headers.set(STORE, store);
        }
        Boolean dryRun = context.get(WrittenQuery.DRY_RUN);
        if (dryRun != null) {
            headers.set(DRY_RUN, dryRun.toString());
        }
        String place = context.get(RequestGate.PLACE);
        if (place != null) {
            headers.set(PLACE, place);
        }
        if (query != null && !query.isEmpty()) {
            headers.set(QUERY, query);
        }
        if (trace != null && W3C_TRACE.matcher(trace).matches()) {
            headers.set(TRACE, trace);
        }
        if (packed) {
            headers.set(PACKED, "gzip");
        } else if (size > 0) {
            headers.set(BODY_SIZE, Long.toString(size));
        }
        if (waits) {
            // all checks are passed: only now is the client told to send its body
            context.response().writeContinue();
        }
        context.next();
    }

    private static Map<String, String> proofs(RoutingContext context) {
        Hook hook = HookGate.hook(context);
        Map<String, String> proofs = new HashMap<>();
        for (String name : hook == null ? List.<String>of() : hook.headers()) {
            String value = single(context.request(), name);
            if (value != null) {
                proofs.put(name, value);
            }
        }
        return proofs;
    }

    /** The value of a header; {@code null} if there is none, or more than one: one that is there twice proves nothing. */
    static String single(HttpServerRequest request, String name) {
        List<String> values = request.headers().getAll(name);
        return values.size() == 1 ? values.get(0) : null;
    }
}
