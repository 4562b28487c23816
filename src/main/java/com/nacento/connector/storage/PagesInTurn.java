package com.nacento.connector.storage;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Pages of the listing are asked for side by side, but taken apart by as many threads at once as there are processors: a page is some ten
 * milliseconds of work, and dozens that come at the same moment would keep every other request waiting that long, hooks among them.
 */
final class PagesInTurn implements ExecutionInterceptor {

    private static final ExecutionAttribute<Boolean> HOLDS = new ExecutionAttribute<>("PageIsTakenApart");

    /** As long as a full house takes at the most: who has not got a turn by then goes on without one. */
    private static final long PATIENCE_SECONDS = 1;

    private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    /** From the network first: who waits for that takes no turn. */
    @Override
    public Optional<InputStream> modifyHttpResponseContent(Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        if (!isPage(context.request()) || body.isEmpty()) {
            return body;
        }
        try (InputStream content = body.get()) {
            return Optional.of(new ByteArrayInputStream(content.readAllBytes()));
        } catch (IOException e) {
            throw SdkClientException.create("a page of the listing broke off", e);
        }
    }

    /** Also of each further try: the one before may have ended in a page that could not be read. */
    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        leave(attributes);
    }

    @Override
    public void beforeUnmarshalling(Context.BeforeUnmarshalling context, ExecutionAttributes attributes) {
        if (isPage(context.request()) && context.httpResponse().isSuccessful() && getsItsTurn()) {
            attributes.putAttribute(HOLDS, true);
        }
    }

    private boolean getsItsTurn() {
        try {
            return turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling context, ExecutionAttributes attributes) {
        leave(attributes);
    }

    @Override
    public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
        leave(attributes);
    }

    private void leave(ExecutionAttributes attributes) {
        if (attributes.getAttribute(HOLDS) != null) {
            attributes.putAttribute(HOLDS, null);
            turns.release();
        }
    }

    private static boolean isPage(SdkRequest request) {
        return request instanceof ListObjectsV2Request;
    }
}
