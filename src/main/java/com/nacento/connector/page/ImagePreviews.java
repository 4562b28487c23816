package com.nacento.connector.page;

import com.nacento.connector.failure.InvalidItemException;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.http.Query;
import com.nacento.connector.http.Refused;
import com.nacento.connector.storage.StorageFailure;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Pictures of product images for the page, small ones or, to be looked at, larger ones. Only what can be a product image is read
 * ({@link ImagePathRules}), only so much of it, and it is handed on only if its first bytes are those of an image: the bucket's own word on
 * what it holds does not count.
 * Camel's component would read an object of any size into memory.
 */
public final class ImagePreviews {

    private static final int MOST_BYTES = 12 << 20;
    private static final int MOST_BYTES_AS_IT_IS = 2 << 20;
    private static final long MOST_PIXELS = 60_000_000;
    /** Pictures are looked at beside the work, not instead of it. */
    private static final int AT_ONCE = 2;
    /** Whoever waits has one of the API's threads. */
    private static final int PATIENCE_SECONDS = 5;
    /** For the whole of a picture: a body that stalls must give its place back. */
    private static final Duration DEADLINE = Duration.ofSeconds(PATIENCE_SECONDS);

    /** A picture and its media type. */
    public record Preview(byte[] content, String type) {
    }

    /** In pixels a side: how large at the most, and no smaller than what is read for that, if the picture has as many. */
    private enum Size {
        SMALL(240, 480),
        /** Two of them at once must not take much of the heap. */
        LARGE(1200, 1200);

        private final int edge;
        private final int read;

        Size(int edge, int read) {
            this.edge = edge;
            this.read = read;
        }
    }

    private final S3Client client;
    private final String bucket;
    private final ImagePathRules paths;
    private final Semaphore places = new Semaphore(AT_ONCE);

    public ImagePreviews(S3Client client, String bucket, ImagePathRules paths) {
        this.client = client;
        this.bucket = bucket;
        this.paths = paths;
    }

    /**
     * A picture of at most 240 pixels a side, or 1200; one that Java cannot read (WebP, AVIF) as it is, if it is no larger than 2 MiB.
     *
     * @param query {@code path=<path>} as Magento has it, which a caller might mean otherwise; {@code size=large}: 1200 pixels
     * @throws Refused with 400 if that is no product image's path
     * @throws Refused with 404 if there is no such object, it is too large, or no image
     * @throws Outage              if the bucket does not answer, or not soon enough for all who ask
     */
    public Preview preview(String query) throws InterruptedException {
        Query asked = new Query(query);
        String path = path(asked);
        Size size = asked.text("size", "").equals("large") ? Size.LARGE : Size.SMALL;
        if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new Outage(Outage.Part.STORAGE, "the bucket hands pictures out slowly, and others wait for theirs", null);
        }
        try {
            return preview(path, read(paths.objectKey(path)), size);
        } catch (IOException damaged) {
            throw Refused.notFound("%1 cannot be shown: it is damaged.", path);
        } finally {
            places.release();
        }
    }

    private String path(Query asked) {
        String value = asked.text("path", "");
        try {
            return paths.magentoValue(paths.unambiguous(value.startsWith("/") ? value : "/" + value));
        } catch (InvalidItemException refused) {
            throw Refused.badRequest("The path %1", refused.getMessage());
        }
    }

    private byte[] read(String key) throws IOException {
        try {
            // read inside of the call, so that its time-out is one for the whole body
            byte[] content = client.getObject(GetObjectRequest.builder().bucket(bucket).key(key)
                    .overrideConfiguration(call -> call.apiCallTimeout(DEADLINE)).build(), (answer, body) -> {
                        byte[] read = body.readNBytes(MOST_BYTES + 1);
                        if (read.length > MOST_BYTES) {
                            body.abort();
                        }
                        return read;
                    });
            if (content.length > MOST_BYTES) {
                throw Refused.notFound("%1 is too large to be shown.", key);
            }
            return content;
        } catch (SdkException e) {
            StorageFailure failure = StorageFailure.of(e);
            if (failure.status() == 404 || failure.status() == 403 && !failure.isEverybodys()) {
                throw Refused.notFound("The bucket answers %1 for %2.", failure.status(), key);
            }
            throw new Outage(Outage.Part.STORAGE,
                    "the bucket " + bucket + " hands the picture out too slowly or not at all: " + failure.reason(), e);
        }
    }

    private static Preview preview(String path, byte[] content, Size size) throws IOException {
        String type = typeOf(content);
        if (type == null) {
            throw Refused.notFound("%1 is no image.", path);
        }
        BufferedImage shown = shown(content, size);
        if (shown != null) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            boolean seeThrough = shown.getColorModel().hasAlpha();
            ImageIO.write(shown, seeThrough ? "png" : "jpeg", out);
            return new Preview(out.toByteArray(), seeThrough ? "image/png" : "image/jpeg");
        }
        if (content.length > MOST_BYTES_AS_IT_IS) {
            throw Refused.notFound("%1 is too large to be shown.", path);
        }
        return new Preview(content, type);
    }

    /** By the first bytes, or {@code null}. */
    static String typeOf(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 16), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return "image/jpeg";
        } else if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return "image/png";
        } else if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return "image/gif";
        } else if (head.matches("(?s)RIFF....WEBP.*")) {
            return "image/webp";
        }
        return head.matches("(?s)....ftypavi[fs].*") ? "image/avif" : null;
    }

    /** {@code null} if Java cannot read it. Pixels are left out while reading, so that a large picture does not need much memory. */
    private static BufferedImage shown(byte[] content, Size size) throws IOException {
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > MOST_PIXELS) {
                    throw new IOException("too many pixels");
                }
                ImageReadParam param = reader.getDefaultReadParam();
                int step = Math.max(1, Math.max(width, height) / size.read);
                param.setSourceSubsampling(step, step, 0, 0);
                return scaled(reader.read(0, param), size.edge);
            } catch (RuntimeException damaged) {
                // readers throw what they please at a file that is not as it should be
                throw new IOException(damaged);
            } finally {
                reader.dispose();
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int edge) {
        double factor = Math.min(1, (double) edge / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        boolean seeThrough = image.getColorModel().hasAlpha();
        BufferedImage small = new BufferedImage(width, height, seeThrough ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = small.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        pen.drawImage(image, 0, 0, width, height, null);
        pen.dispose();
        return small;
    }
}
