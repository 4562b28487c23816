package com.nacento.connector.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.config.LookUp;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
        ListingWalk walk = listing.notListed(listing.walks(MANY).get(0), (Exception) S3Exception.builder().statusCode(403).message("Access Denied").build());

        assertThat(walk.goesOn()).isFalse();
        assertThat(walk.pages()).isEqualTo(1);
        assertThat(listing.walks(MANY)).isEmpty();
    }

    @Test
    void aPageThatDidNotComeIsNoReasonNotToListAgain() {
        ImageListing listing = listing(LookUp.AUTO);
        listing.notListed(listing.walks(MANY).get(0), (Exception) S3Exception.builder().statusCode(500).message("We encountered an internal error").build());

        assertThat(listing.walks(MANY)).hasSize(3);
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

    private static ImageListing listing(LookUp mode) {
        return new ImageListing(null, "media", ROOT, mode);
    }

    private static ListObjectsV2Response page(String... paths) {
        return ListObjectsV2Response.builder().isTruncated(false)
                .contents(List.of(paths).stream().map(path -> S3Object.builder().key(ROOT + path).eTag("\"e\"").build()).toList()).build();
    }
}
