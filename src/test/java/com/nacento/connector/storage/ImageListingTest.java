package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
import com.nacento.connector.gallery.ETagAnswer;
import com.nacento.connector.testing.LogLines;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

class ImageListingTest {

    private static final String ROOT = "media/catalog/product";
    private static final List<String> MANY = IntStream.range(0, 2_500).mapToObj("/a/%04d.jpg"::formatted).toList();

    @Test
    void manyKeysAreWalkedThroughAPageAtATime() {
        assertThat(listing(LookUp.AUTO).walks(MANY)).hasSize(3);
    }

    @Test
    void aFewImagesAreAskedForByHead() {
        assertThat(listing(LookUp.AUTO).walks(MANY.subList(0, 24))).isEmpty();
        assertThat(listing(LookUp.LIST).walks(MANY.subList(0, 24))).hasSize(1);
    }

    @Test
    void aBucketThatMustNotBeListedIsNot() {
        assertThat(listing(LookUp.HEAD).walks(MANY)).isEmpty();
    }

    @Test
    void aBucketThatRefusesToBeListedIsNotAskedAgainSoon() {
        ImageListing listing = listing(LookUp.AUTO);
        ListingWalk walk = listing.notListed(listing.walks(MANY).get(0),
                (Exception) S3Exception.builder().statusCode(403).message("Access Denied").build());

        assertThat(walk.goesOn()).isFalse();
        assertThat(walk.pages()).isEqualTo(1);
        assertThat(listing.walks(MANY)).isEmpty();
    }

    @Test
    void aPageThatDidNotComeIsNoReasonNotToListAgain() {
        ImageListing listing = listing(LookUp.AUTO);
        listing.notListed(listing.walks(MANY).get(0),
                (Exception) S3Exception.builder().statusCode(500).message("We encountered an internal error").build());

        assertThat(listing.walks(MANY)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"403, InvalidAccessKeyId", "403, SignatureDoesNotMatch", "403, RequestTimeTooSkewed", "400, ExpiredToken",
        "403, UserSuspended", "400, AuthorizationHeaderMalformed"})
    void aRefusalThatAllRequestsMeetIsNoLackOfTheRightToList(int status, String code) {
        ImageListing listing = listing(LookUp.AUTO);
        try (LogLines log = LogLines.open()) {
            listing.notListed(listing.walks(MANY).get(0), (Exception) S3Exception.builder().statusCode(status)
                    .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build()).build());

            assertThat(log.with("does not let itself be listed")).isEmpty();
        }
        assertThat(listing.walks(MANY)).as("once the keys are right again, it is listed as before").hasSize(3);
    }

    @Test
    void aStorageThatListsInAnotherOrderIsNotBelieved() {
        ImageListing listing = listing(LookUp.AUTO);

        ListingWalk walk = listing.listed(listing.walks(MANY).get(0), page("/a/0002.jpg", "/a/0001.jpg"));

        assertThat(walk.answers()).isEmpty();
        assertThat(walk.goesOn()).isFalse();
    }

    @Test
    void anAnswerThatIsNoListingDoesNotMakeImagesMissing() {
        ImageListing listing = listing(LookUp.AUTO);

        assertThat(listing.listed(listing.walks(MANY).get(0), ListObjectsV2Response.builder().build()).answers()).isEmpty();
    }

    @Test
    void ofNewImagesOneIsAskedForToSeeWhetherTheListingIsRight() {
        ImageListing listing = listing(LookUp.AUTO);

        assertThat(listing.doubtful(Set.of("/a/1.jpg", "/a/2.jpg"), false)).containsExactly("/a/1.jpg");
        assertThat(listing.doubtful(Set.of("/a/1.jpg", "/a/2 3.jpg"), false)).as("one that must be encoded tells more")
                .containsExactly("/a/2 3.jpg");
        assertThat(listing.doubtful(Set.of("/a/1.jpg", "/a/2.jpg"), true)).isEmpty();
        assertThat(listing.doubtful(Set.of(), false)).isEmpty();
    }

    @Test
    void aListingThatHeadContradictsIsDoubted() {
        assertThat(afterwards("/a/1.jpg", ETagAnswer.listed("e"), ETagAnswer.found("e"))).as("agrees").isEmpty();
        assertThat(afterwards("/a/1.jpg", ETagAnswer.listed("0xE-1"), ETagAnswer.found("e"))).as("another ETag").hasSize(2);
        assertThat(afterwards("/a/1.jpg", ETagAnswer.listed("e"), ETagAnswer.missing())).as("an object that is not there").hasSize(2);
        assertThat(afterwards("/a/1 2.jpg", ETagAnswer.unlisted(), ETagAnswer.found("e"))).as("keys in another encoding").hasSize(2);
    }

    @Test
    void aListingThatLagsIsNotDoubtedForWhatItShows() {
        assertThat(afterwards("/a/1.jpg", ETagAnswer.unlisted(), ETagAnswer.found("e"))).isEmpty();
        assertThat(afterwards("/a/1 2.jpg", ETagAnswer.unlisted(), ETagAnswer.missing())).as("both say so").isEmpty();
        assertThat(afterwards("/a/1.jpg", ETagAnswer.listed("e"), ETagAnswer.failed(ETagAnswer.Kind.FAILED, "500"))).as("no answer")
                .isEmpty();
    }

    private static Set<String> afterwards(String path, ETagAnswer listed, ETagAnswer head) {
        ImageListing listing = listing(LookUp.AUTO);
        listing.compare(path, listed, head);
        return listing.doubtful(Set.of("/b/1.jpg", "/b/2.jpg"), true);
    }

    private static ImageListing listing(LookUp mode) {
        return new ImageListing(null, "media", ROOT, mode);
    }

    private static ListObjectsV2Response page(String... paths) {
        return ListObjectsV2Response.builder().isTruncated(false)
                .contents(List.of(paths).stream().map(path -> S3Object.builder().key(ROOT + path).eTag("\"e\"").build()).toList()).build();
    }
}
