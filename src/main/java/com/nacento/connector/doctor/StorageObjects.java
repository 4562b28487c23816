package com.nacento.connector.doctor;

import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.storage.ImageObjects;
import com.nacento.connector.storage.StorageFailure;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Does the bucket answer, does it give ETags, does it tell missing objects from forbidden ones, and is its clock ours? */
final class StorageObjects implements Check {

    /** S3 refuses requests that are a quarter of an hour off; a clock that is five minutes off is on its way there. */
    private static final Duration SKEW_LIMIT = Duration.ofMinutes(5);
    private static final Duration SKEW_WORTH_SAYING = Duration.ofSeconds(30);
    private static final int KEYS = 20;

    private final Clock clock;

    StorageObjects() {
        this(Clock.systemUTC());
    }

    StorageObjects(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "s3_head";
    }

    @Override
    public List<String> needs() {
        return List.of("remote_storage_config");
    }

    @Override
    public Duration limit() {
        return Duration.ofSeconds(40);
    }

    @Override
    public Finding look(Site site) throws Exception {
        Finding finding = new Finding();
        S3Client client = site.storage();
        String bucket = site.storageSettings().bucket();
        StorageSettings storage = site.storageSettings();
        String folder = site.paths().objectKey("/");
        ImageObjects objects = new ImageObjects(client, storage, site.paths().objectKey(""));
        Optional<String> key = Optional.empty();
        try {
            ListObjectsV2Response page = client.listObjectsV2(list -> list.bucket(bucket).prefix(folder).maxKeys(KEYS));
            clock(finding, page.sdkHttpResponse());
            if (page.isTruncated() == null) {
                // a server that takes the folder in the path for the bucket, or is no S3 at all
                objects.bucketAnswers();
                finding.note("the answer to a listing is none: the server may not be an S3 server, check nacento.s3.endpoint");
            }
            finding.with("listing", "allowed");
            key = page.contents().stream().map(S3Object::key).filter(object -> !object.endsWith("/")).findFirst();
            if (ofMissing(client, bucket, folder) == 403) {
                finding.note("HEAD answers 403 for an object that is missing: a listing of its key is asked then");
            }
        } catch (Outage e) {
            return finding.wrong(e.getMessage(), "check nacento.s3.path-style, nacento.s3.endpoint and nacento.s3.bucket");
        } catch (S3Exception e) {
            clock(finding, httpResponse(e));
            StorageFailure failure = StorageFailure.of(e);
            if (!failure.isDenial()) {
                return finding.wrong(failure.words(storage), failure.advice(storage));
            }
            finding.with("listing", "denied");
            if (ofMissing(client, bucket, folder) != 404) {
                return finding.wrong("without the right to list, the bucket answers 403 instead of 404 for an object that is missing",
                        "allow s3:ListBucket on the bucket " + bucket + ", and s3:GetObject on its objects");
            }
            finding.note("listing is denied: ETags are asked for one by one, which takes longer; allow s3:ListBucket");
        } catch (SdkException e) {
            return noAnswer(finding, e, storage);
        }
        key = asked(site, key);
        if (key.isEmpty()) {
            return "denied".equals(finding.details().get("listing"))
                    ? finding
                    : finding.note("no object below " + folder
                            + " yet: if the shop has pictures, check nacento.s3.prefix (Magento's env.php: remote_storage.prefix)");
        }
        return head(finding, client, storage, key.get());
    }

    private static Optional<String> asked(Site site, Optional<String> listed) throws SkippedException {
        return site.storageSettings().pingObjectKey().or(() -> listed);
    }

    private static Finding head(Finding finding, S3Client client, StorageSettings storage, String key) {
        String bucket = storage.bucket();
        try {
            HeadObjectResponse head = client.headObject(request -> request.bucket(bucket).key(key));
            return finding.with("key", key).with("etag", head.eTag());
        } catch (S3Exception e) {
            return finding.wrong(e.statusCode() + " for " + key, e.statusCode() == 404
                    ? "check nacento.s3.ping-object-key: there is no such object"
                    : "allow s3:GetObject on the objects of the bucket " + bucket);
        } catch (SdkException e) {
            return noAnswer(finding, e, storage);
        }
    }

    /** The status of a HEAD for an object that nobody has ever put there. */
    private static int ofMissing(S3Client client, String bucket, String folder) {
        try {
            client.headObject(request -> request.bucket(bucket).key(folder + "nacento-doctor-" + UUID.randomUUID() + ".jpg"));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    private static Finding noAnswer(Finding finding, SdkException e, StorageSettings storage) {
        StorageFailure failure = StorageFailure.of(e);
        return finding.wrong(failure.words(storage), failure.advice(storage));
    }

    private void clock(Finding finding, SdkHttpResponse response) {
        Optional<String> date = response == null ? Optional.empty() : response.firstMatchingHeader("Date");
        if (date.isEmpty()) {
            return;
        }
        try {
            Duration skew = Duration.between(ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant(),
                    clock.instant());
            finding.with("clock_skew_s", skew.toSeconds());
            String off = "this machine's clock is " + skew.abs().toSeconds() + " s " + (skew.isNegative() ? "behind" : "ahead of")
                    + " the storage's";
            if (skew.abs().compareTo(SKEW_LIMIT) > 0) {
                finding.wrong(off, "set this machine's clock (NTP): S3 refuses requests that are 15 minutes off");
            } else if (skew.abs().compareTo(SKEW_WORTH_SAYING) > 0) {
                finding.note(off + ": set it (NTP)");
            }
        } catch (DateTimeException e) {
            finding.note("the storage gives a date that is none: " + date.get());
        }
    }

    private static SdkHttpResponse httpResponse(S3Exception e) {
        return e.awsErrorDetails() == null ? null : e.awsErrorDetails().sdkHttpResponse();
    }
}
