package com.nacento.connector.lab.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Where somebody edits a product in the demo's PIM: a page with buttons, which a shell can press as well. */
final class PimDesk implements AutoCloseable {

    private static final String PAGE = """
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Stand-in PIM</title>
            <style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:52rem;padding:0 1rem}
            .places{display:flex;flex-wrap:wrap;gap:1rem}.place{width:240px}.place div{height:180px;border:1px dashed #888}
            form{display:inline}button{font:inherit;margin:.25rem .25rem 0 0}</style>
            <h1>Stand-in PIM</h1><p>Product <b>%s</b>. Each button saves it and tells the connector; some seconds later the gallery of the shop
            says the same.</p><div class="places">%s</div>%s</html>""";

    private final DemoPim pim;
    private final HttpServer server;

    private PimDesk(DemoPim pim, int port) throws IOException {
        this.pim = pim;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static PimDesk open(DemoPim pim, int port) throws IOException {
        return new PimDesk(pim, port);
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange call) throws IOException {
        String[] parts = call.getRequestURI().getPath().substring(1).split("/");
        String attribute = parts.length > 1 && DemoPim.ATTRIBUTES.contains(parts[1]) ? parts[1] : DemoPim.ATTRIBUTES.get(0);
        try (call) {
            if (call.getRequestMethod().equals("POST")) {
                edit(call, parts[0], attribute);
            } else if (parts[0].equals("picture") && pim.picture(attribute) != null) {
                call.getResponseHeaders().set("Cache-Control", "no-store");
                send(call, 200, "image/png", pim.picture(attribute));
            } else {
                send(call, parts[0].isEmpty() ? 200 : 404, "text/html; charset=utf-8", page().getBytes(StandardCharsets.UTF_8));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void edit(HttpExchange call, String action, String attribute) throws IOException, InterruptedException {
        switch (action) {
            case "exchange" -> pim.exchange(attribute);
            case "remove" -> pim.remove(attribute);
            case "reorder" -> pim.reorder();
            default -> {
                send(call, 404, "text/plain", "There are /exchange, /remove and /reorder.\n".getBytes(StandardCharsets.UTF_8));
                return;
            }
        }
        StringBuilder now = new StringBuilder(DemoPim.SKU + " in the PIM:\n");
        Map<String, String> files = pim.files();
        DemoPim.ATTRIBUTES.forEach(each -> now.append("  ").append(each).append("  ").append(files.getOrDefault(each, "-")).append('\n'));
        // a browser goes back to the page, a shell shows the text
        call.getResponseHeaders().set("Location", "/");
        send(call, 303, "text/plain; charset=utf-8", now.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String page() {
        StringBuilder places = new StringBuilder();
        Map<String, String> files = pim.files();
        for (String attribute : DemoPim.ATTRIBUTES) {
            boolean isFull = files.containsKey(attribute);
            places.append("<div class=\"place\"><b>").append(attribute).append("</b><div>")
                    .append(isFull ? "<img alt=\"\" width=\"240\" height=\"180\" src=\"/picture/" + attribute + "\">" : "").append("</div>")
                    .append(button("/exchange/" + attribute, isFull ? "Another picture" : "A picture"))
                    .append(isFull ? button("/remove/" + attribute, "Take it off") : "").append("</div>");
        }
        return PAGE.formatted(DemoPim.SKU, places, button("/reorder", "Swap the first two"));
    }

    private static String button(String action, String label) {
        return "<form method=\"post\" action=\"" + action + "\"><button>" + label + "</button></form>";
    }

    private static void send(HttpExchange call, int status, String type, byte[] body) throws IOException {
        call.getResponseHeaders().set("Content-Type", type);
        call.sendResponseHeaders(status, body.length);
        call.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
