package com.nacento.connector.doctor;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Would each Varnish server take purges from here? It is sent one whose pattern matches no page. */
final class VarnishServers implements Check {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int OK = 200;
    private static final int NOT_ALLOWED = 405;

    @Override
    public String name() {
        return "varnish";
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Finding look(Site site) throws Exception {
        List<String> hosts = site.refreshSettings().varnish();
        if (hosts.isEmpty()) {
            throw new SkippedException("nacento.cache.varnish.hosts is empty");
        }
        Finding finding = new Finding();
        HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        for (String host : hosts) {
            try {
                int status = client.send(HttpRequest.newBuilder(URI.create("http://" + host + "/")).timeout(PATIENCE)
                        .method("PURGE", HttpRequest.BodyPublishers.noBody()).header("X-Magento-Tags-Pattern", "((^|,)nacento_doctor(,|$))")
                        .build(),
                        HttpResponse.BodyHandlers.discarding()).statusCode();
                finding.with(host, status);
                if (status == NOT_ALLOWED) {
                    finding.wrong(host + " answers 405 to PURGE", "add this machine's address to the VCL's acl purge");
                } else if (status != OK) {
                    finding.wrong(host + " answers " + status + " to PURGE",
                            "look whether this is Varnish with Magento's VCL (bin/magento varnish:vcl:generate), and not the shop behind "
                                    + "it");
                }
            } catch (ConnectException e) {
                // Java's client hides why: its cause is a closed channel
                finding.wrong(host + ": no connection", Reason.adviceFor(e));
            } catch (IOException e) {
                finding.wrong(host + ": " + Reason.of(e), Reason.adviceFor(e));
            }
        }
        return finding;
    }
}
