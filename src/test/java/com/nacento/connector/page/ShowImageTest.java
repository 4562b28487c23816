package com.nacento.connector.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.routes.RouteTest;
import com.nacento.connector.routes.StubBucket;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;
import org.apache.camel.Exchange;
import org.apache.camel.spi.Registry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

class ShowImageTest extends RouteTest {

    private static final String KEY = "media/catalog/product/a/b.jpg";

    @Override
    protected void addBeans(Registry beans) {
        beans.bind("imagePreviews", new ImagePreviews(bucket, "media", new ImagePathRules("media", "", Set.of("jpg", "webp"))));
    }

    @Test
    void aLargePictureIsAnsweredAsASmallOne() throws Exception {
        bucket.holds(KEY, picture(1000, 500, "png"));

        Exchange answer = get("path=%2Fa%2Fb.jpg");

        assertThat(answer.getMessage().getHeader("Content-Type")).isEqualTo("image/jpeg");
        BufferedImage small = ImageIO.read(new ByteArrayInputStream(answer.getMessage().getBody(byte[].class)));
        assertThat(small.getWidth()).isEqualTo(240);
        assertThat(small.getHeight()).isEqualTo(120);
        assertThat(bucket.asked()).containsExactly(KEY);
    }

    @ParameterizedTest
    @CsvSource({"5000, 2500, 1200, 600", "1000, 500, 1000, 500"})
    void toBeLookedAtItIsAsLargeAsAScreenAndNeverBlownUp(int width, int height, int shownWidth, int shownHeight) throws Exception {
        bucket.holds(KEY, picture(width, height, "png"));

        Exchange answer = get("path=%2Fa%2Fb.jpg&size=large");

        BufferedImage large = ImageIO.read(new ByteArrayInputStream(answer.getMessage().getBody(byte[].class)));
        assertThat(large.getWidth()).isEqualTo(shownWidth);
        assertThat(large.getHeight()).isEqualTo(shownHeight);
    }

    @ParameterizedTest
    @CsvSource({"%2Fmedia%2Fa.jpg, media/catalog/product/media/a.jpg", "media%2Fa.jpg, media/catalog/product/media/a.jpg",
        "%2Fa.jpg, media/catalog/product/a.jpg"})
    void whatMagentoHasIsNotReadAsACallersPath(String path, String key) {
        get("path=" + path);

        assertThat(bucket.asked()).containsExactly(key);
    }

    @Test
    void aPictureThatJavaCannotReadIsAnsweredAsItIs() {
        byte[] webp = "RIFF....WEBPVP8 ".getBytes(StandardCharsets.ISO_8859_1);
        bucket.holds("media/catalog/product/a/b.webp", webp);

        Exchange answer = get("path=%2Fa%2Fb.webp");

        assertThat(answer.getMessage().getHeader("Content-Type")).isEqualTo("image/webp");
        assertThat(answer.getMessage().getBody(byte[].class)).isEqualTo(webp);
    }

    @Test
    void whatIsNoImageIsNotHandedOnWhateverItsName() {
        for (String content : new String[] {"", "<html><script>alert(1)</script>", "<svg xmlns='http://www.w3.org/2000/svg'/>",
            "\u00ff\u00d8\u00ff cut off"}) {
            bucket.holds(KEY, content.getBytes(StandardCharsets.ISO_8859_1));

            Exchange answer = get("path=%2Fa%2Fb.jpg");

            assertThat(status(answer)).as(content).isEqualTo(404);
            assertThat(answer.getMessage().getBody(String.class)).doesNotContain("<");
        }
    }

    @Test
    void onlyPicturesOfProductsAreLookedFor() {
        for (String path : new String[] {"", "%2F..%2Fb.jpg", "cache%2Fa.jpg", "a%2Fb.txt"}) {
            assertThat(status(get("path=" + path))).as(path).isEqualTo(400);
        }
        assertThat(bucket.asked()).isEmpty();
    }

    @Test
    void anObjectThatIsMissingOrForbiddenIs404AndABucketThatIsAway503() {
        assertThat(status(get("path=%2Fa%2Fb.jpg"))).isEqualTo(404);
        bucket.fails(KEY, StubBucket.status(403));
        assertThat(status(get("path=%2Fa%2Fb.jpg"))).isEqualTo(404);
        bucket.fails(KEY, S3Exception.builder().statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode("InvalidAccessKeyId").build()).build());
        assertThat(status(get("path=%2Fa%2Fb.jpg"))).as("the keys are at fault, not the object").isEqualTo(503);
        bucket.fails(KEY, StubBucket.status(500));
        assertThat(status(get("path=%2Fa%2Fb.jpg"))).isEqualTo(503);
    }

    private static Integer status(Exchange answer) {
        return answer.getMessage().getHeader("CamelHttpResponseCode", Integer.class);
    }

    private static byte[] picture(int width, int height, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, out);
        return out.toByteArray();
    }

    private Exchange get(String query) {
        return request("GET", "/rest/V1/nacento-connector/ui/image", null, Map.of("nacento-query", query));
    }
}
