package com.nacento.connector.doctor;

import com.nacento.connector.config.BucketEventSettings;
import com.nacento.connector.storage.SqsClients;
import java.net.URI;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Is the queue there that events of the bucket are taken from, and may the bucket's keys receive from it? */
final class SqsQueue implements Check {

    @Override
    public String name() {
        return "sqs";
    }

    @Override
    public Finding look(Site site) throws Exception {
        URI queue = site.settings().bucketEvents().settings().flatMap(BucketEventSettings::sqsQueue)
                .orElseThrow(() -> new SkippedException("nacento.bucket-events.sqs-queue is empty, or the events of the bucket are off"));
        Finding finding = new Finding().with("queue", queue);
        try (SqsClient client = SqsClients.create(site.storageSettings(), queue)) {
            // what is shown can be received by others at once
            client.receiveMessage(
                    receive -> receive.queueUrl(queue.toString()).maxNumberOfMessages(1).visibilityTimeout(0).waitTimeSeconds(0));
        } catch (SqsException refused) {
            finding.wrong(
                    refused.statusCode() + " " + refused.awsErrorDetails().errorCode() + ": " + refused.awsErrorDetails().errorMessage(),
                    "check the address of the queue, and that the keys of the bucket may sqs:ReceiveMessage and sqs:DeleteMessage");
        }
        return finding;
    }
}
