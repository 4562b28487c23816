package com.nacento.connector.storage;

import com.nacento.connector.gallery.ETagAnswer;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * An object without an ETag is none: a 200 that somebody on the way has made (a proxy's page, a sign-in) is asked for again, like
 * any answer that cannot be read.
 */
final class ETagRequired implements ExecutionInterceptor {

    @Override
    public void afterUnmarshalling(Context.AfterUnmarshalling answer, ExecutionAttributes attributes) {
        if (answer.response() instanceof HeadObjectResponse head && !ETagAnswer.isUsable(head.eTag())) {
            throw new UnexpectedServer("the storage gave no usable ETag",
                    "use a storage that gives ETags, and look whether a proxy answers in its place", true);
        }
    }
}
