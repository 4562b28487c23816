package com.nacento.connector.akeneo;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** An answer in memory, broken off when it is larger than any page can be. */
final class LimitedBody implements BodySubscriber<byte[]> {

    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private final int most;
    private Flow.Subscription subscription;
    private long length;

    private LimitedBody(int most) {
        this.most = most;
    }

    static HttpResponse.BodyHandler<byte[]> of(int most) {
        return head -> new LimitedBody(most);
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        this.subscription = subscription;
        body.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        length += parts.stream().mapToLong(ByteBuffer::remaining).sum();
        if (length > most) {
            subscription.cancel();
            body.onError(new IOException("the answer is larger than " + most + " bytes"));
        } else {
            body.onNext(parts);
        }
    }

    @Override
    public void onError(Throwable failure) {
        body.onError(failure);
    }

    @Override
    public void onComplete() {
        body.onComplete();
    }
}
