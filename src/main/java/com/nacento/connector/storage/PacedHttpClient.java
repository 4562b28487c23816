package com.nacento.connector.storage;

import java.io.IOException;
import java.io.InterruptedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends requests at the pace that the bucket bears. The SDK's own adaptive strategy measures requests a second and multiplies
 * its rate by 0.7 for each answer that asks for less: with many requests at once a single wave of them brings it down to one
 * request every two seconds. Here a wave counts once, and its answers are retried by the SDK's back-off with jitter.
 */
final class PacedHttpClient implements SdkHttpClient {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SLOW_DOWN = 503;

    private final SdkHttpClient client;
    private final RequestPace pace;

    PacedHttpClient(SdkHttpClient client, RequestPace pace) {
        this.client = client;
        this.pace = pace;
    }

    /** Whether an answer asks for fewer requests. That of a HEAD has no body, so its status is all that can say so. */
    static boolean asksForLess(int status) {
        return status == SLOW_DOWN || status == TOO_MANY_REQUESTS;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                long since = enter();
                boolean slowDown = false;
                try {
                    HttpExecuteResponse answer = prepared.call();
                    slowDown = asksForLess(answer.httpResponse().statusCode());
                    return answer;
                } finally {
                    pace.leave(since, slowDown);
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }

    private long enter() throws InterruptedIOException {
        try {
            return pace.enter();
        } catch (InterruptedException e) {
            // the SDK's time-outs interrupt, and look whether they did
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the time was over before the bucket could be asked");
        }
    }
}
