package com.nacento.connector.http;

import com.nacento.connector.failure.MalformedBody;
import com.nacento.connector.failure.Outage;
import com.nacento.connector.failure.SyncError;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.SkuResult;
import com.nacento.connector.intake.BodyReader;
import com.nacento.connector.intake.BulkEnvelope;
import com.nacento.connector.intake.SingleBody;
import com.nacento.connector.sync.BulkResult;
import com.nacento.connector.sync.BulkStats;
import com.nacento.connector.sync.SyncCall;
import com.nacento.connector.sync.SyncCall.ChunkLimits;
import com.nacento.connector.sync.SyncCall.Origin;
import com.nacento.connector.sync.SyncResults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From a request's body to the work it asks for, and from the results to the answer: the direct calls. */
public final class DirectCalls {

    private static final Logger BULKS = LoggerFactory.getLogger("receive-gallery-bulk");
    private static final Logger SINGLES = LoggerFactory.getLogger("receive-product-gallery");

    private static final Pattern SKU_IN_PATH = Pattern.compile("/([^/]+)/media/?$");

    private final BodyReader reader;
    private final ChunkLimits limits;

    public DirectCalls(BodyReader reader, ChunkLimits limits) {
        this.reader = reader;
        this.limits = limits;
    }

    /**
     * The call for one product.
     *
     * @param sku  as the address names it, decoded
     * @param body {@code {"images":[…]}}
     * @param store code of the store view that the address names, or {@code null}
     * @param dryRun what the address says of it, {@code true} or {@code false}, or {@code null}
     * @param caller whose token it was, for the log
     * @throws MalformedBody if the body is none
     */
    public SyncCall product(String sku, SpooledBody body, String store, String dryRun, String caller) {
        try (InputStream stream = body.open()) {
            SingleBody single = reader.readSingle(sku, stream, store);
            GalleryItem item = single.item();
            boolean dry = isDryRun(dryRun, single.dryRun());
            return new SyncCall(named(sku, caller, dry), List.of(item.sku()), () -> List.of(item).iterator(), Origin.DIRECT, limits, dry);
        } catch (IOException e) {
            throw new UncheckedIOException("the spooled body cannot be read", e);
        }
    }

    /**
     * The same call for the other SKU that its address can mean: PHP writes a blank in a path as {@code +}, and Magento's own router
     * reads it so. {@code %2B} is a plus for everybody.
     *
     * @param call    for the SKU with its pluses
     * @param results what became of it
     * @param path    of the address, as it was sent
     * @return {@code null} if there is no other SKU, or a product has the one with pluses
     */
    public SyncCall withBlanks(SyncCall call, SyncResults results, String path) {
        SyncError failure = results.inOrder().get(0).failure();
        Matcher sku = SKU_IN_PATH.matcher(path == null ? "" : path);
        if (failure == null || failure.code() != SyncError.Code.PRODUCT_NOT_FOUND || !sku.find() || !sku.group(1).contains("+")) {
            return null;
        }
        String blanks = URLDecoder.decode(sku.group(1), StandardCharsets.UTF_8);
        if (blanks.isBlank()) {
            return null;
        }
        GalleryItem item = call.items().get().next();
        List<GalleryItem> other = List.of(new GalleryItem(0, blanks, item.terms(), item.images(), item.warnings(), null));
        return new SyncCall(call.name(), List.of(blanks), other::iterator, Origin.DIRECT, limits, call.isDryRun());
    }

    /**
     * The whole body is read once, before anything is done: what it says besides its images.
     *
     * @param store  code of the store view that the address names, or {@code null}
     * @param dryRun what the address says of it, {@code true} or {@code false}, or {@code null}
     * @throws MalformedBody if it is no bulk request
     */
    public BulkEnvelope envelope(SpooledBody body, String store, String dryRun) {
        try (InputStream stream = body.open()) {
            BulkEnvelope envelope = reader.readEnvelope(stream, store);
            return envelope.dry(isDryRun(dryRun, envelope.dryRun()));
        } catch (IOException e) {
            throw new UncheckedIOException("the spooled body cannot be read", e);
        }
    }

    /**
     * The call for many products; its items are read from the spooled body as they are needed.
     *
     * @param caller whose token it was, for the log
     */
    public SyncCall bulk(BulkEnvelope envelope, SpooledBody body, String caller) {
        return new SyncCall(named(envelope.requestId() == null ? "bulk" : envelope.requestId(), caller, envelope.dryRun()), envelope.skus(),
                () -> reader.items(body.open(), envelope.terms()), Origin.DIRECT, limits, envelope.dryRun());
    }

    /**
     * The answer to the call for one product, and its line in the log.
     *
     * @param millis how long it took
     * @throws Refused if the SKU failed: its code decides the status
     */
    public SkuResult productAnswer(SyncCall call, SyncResults results, long millis) {
        SkuResult result = results.inOrder().get(0);
        if (result.failure() != null) {
            SINGLES.info("{}: {} after {} ms", call.name(), result.failure(), millis);
            throw Refused.failed(result.failure());
        }
        SINGLES.info("{}: {} inserted, {} updated, {} new ETags, {} unchanged{} in {} ms", call.name(), result.stats().inserted(),
                result.stats().updatedValue(), result.stats().updatedMeta(), result.stats().skippedNoChange(),
                removed(result.stats().removed()), millis);
        return result;
    }

    /**
     * The answer to a bulk, and its line in the log.
     *
     * @param millis how long it took
     * @throws Outage if something was away and nothing of the bulk is written: the caller may send it again as it is
     */
    public BulkResult bulkAnswer(BulkEnvelope envelope, SyncCall call, SyncResults results, long millis) {
        if (results.outage() != null && !results.isWritten()) {
            BULKS.warn("{}: refused after {} ms, nothing of it is written: {}", call.name(), millis, results.outage().getMessage());
            throw results.outage();
        }
        BulkStats stats = results.stats();
        BULKS.info("{}: {} SKUs, {} ok, {} error, {} inserted, {} updated, {} new ETags, {} unchanged{}{} in {} ms; S3: {} LIST, {} HEAD",
                call.name(), stats.skusSeen(),
                stats.ok(), stats.error(), stats.inserted(), stats.updatedValue(), stats.updatedMeta(), stats.skippedNoChange(),
                removed(stats.removed()), stats.toRefresh() == null ? "" : ", " + stats.toRefresh() + " to refresh", millis,
                results.pages(), results.heads());
        return BulkResult.of(envelope, stats, results.inOrder());
    }

    private static String removed(int images) {
        return images == 0 ? "" : ", " + images + " removed";
    }

    /** Address and body may both say it, if they say the same. */
    private static boolean isDryRun(String address, Boolean body) {
        if (address != null && body != null && body != Boolean.parseBoolean(address)) {
            throw new MalformedBody("\"%1\" is %2 in the address and %3 in the body, and nothing was done.",
                    List.of("dry_run", address, body));
        }
        return body == null ? Boolean.parseBoolean(address) : body;
    }

    private static String named(String request, String caller, boolean dryRun) {
        return (dryRun ? "dry run of " : "") + (caller == null ? request : request + " (" + caller + ")");
    }
}
