package com.nacento.connector.lab.stage;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Pattern;

/**
 * An S3 server with one bucket that knows HEAD and ListObjectsV2 and holds no content: as fast as the machine allows, so that a
 * benchmark measures the connector. Every answer can be made to come late, by a timer and not by a thread that waits, and a
 * share of them to be 503 SlowDown. Requests are counted by kind and by status. Signatures are not looked at.
 *
 * <p>Under {@code /_stub/} it is steered: {@code fill}, {@code change}, {@code set}, {@code quirks}, {@code counts} (see {@link
 * StubControl}).
 */
public final class S3Stub implements AutoCloseable {

    public static final String BUCKET = "nacento-bench";

    private static final String STEERING = "/_stub/";
    private static final int MOST_KEYS = 1_000;
    private static final String LAST_MODIFIED = "Thu, 01 Jan 2026 00:00:00 GMT";

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    /** By the bytes of the key: S3 lists in the order of UTF-8, which for characters beyond U+FFFF is not that of Java's strings. */
    private final NavigableMap<String, StubObject> objects = new ConcurrentSkipListMap<>();
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private volatile Catalogue catalogue = new Catalogue(0, Catalogue.Layout.DENSE);
    private volatile int latency;
    private volatile double errors;
    private volatile Trouble trouble = Trouble.NONE;
    private volatile double troubled;
    private final Set<String> forbidden = ConcurrentHashMap.newKeySet();
    /** By key, for who asks for them. */
    private final Map<String, String> checksums = new ConcurrentHashMap<>();
    private volatile int checksumRefusal;
    /** What listings say of keys of which they know something old. */
    private final Map<String, Optional<StubObject>> outdated = new ConcurrentHashMap<>();
    /** Keys that listings still show. */
    private final Set<String> gone = ConcurrentHashMap.newKeySet();
    private final Set<Quirk> quirks = ConcurrentHashMap.newKeySet();

    private volatile Refusal refusal;
    private volatile int mostAtOnce = Integer.MAX_VALUE;
    private final AtomicInteger atOnce = new AtomicInteger();

    /** What everything is answered with; the region is empty, or where the bucket says that it is. */
    private record Refusal(int status, String code, String region) {
    }

    /** How a bucket can fail as a whole. */
    public enum Trouble {
        NONE(200, ""), INTERNAL_ERROR(500, "InternalError"), SLOW_DOWN(503, "SlowDown"), TOO_MANY_REQUESTS(429, "TooManyRequests"),
        ACCESS_DENIED(403, "AccessDenied"),
        /** The access key is not known (any more): keys were rotated. */
        UNKNOWN_KEY(403, "InvalidAccessKeyId"),
        /** Requests are taken, and never answered. */
        SILENCE(0, ""),
        /** Answers that are no S3, or not even HTTP. */
        GARBAGE(0, "");

        private final int status;
        private final String code;

        Trouble(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    /** What servers do otherwise than S3, for as long as {@link #quirk} says. */
    public enum Quirk {
        /** Listings leave out every fifth key, by its hash; HEAD finds it. */
        LEAVES_OUT,
        /** Listings still show what is deleted meanwhile, until {@link #catchUp}; HEAD does not find it. */
        LATE_DELETES,
        /** Listings show another ETag than HEAD for every object. */
        OTHER_ETAGS,
        /** Listings show keys as they are though they say that they are URL-encoded. */
        RAW_KEYS,
        /** Listings show keys URL-encoded though they do not say so. */
        ENCODED_KEYS,
        /** Listings without a prefix are refused. */
        NEEDS_PREFIX,
        /** As S3 does for who may not list the whole bucket: 403 to a HEAD of the bucket, or of a key that is not there. */
        HIDES_MISSING,
        /** A GET is answered with headers and half of a body, and never with the rest. */
        STALLS_IN_BODY
    }

    private S3Stub(int port) {
        server = vertx.createHttpServer().requestHandler(this::handle).listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture()
                .join();
    }

    /** Runs until the process is ended: {@code S3Stub PORT}. */
    public static void main(String[] arguments) {
        start(Integer.parseInt(arguments[0]));
    }

    /** Starts on a port of 127.0.0.1; 0 takes a free one. */
    public static S3Stub start(int port) {
        return new S3Stub(port);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    /** Puts an object, or replaces it. */
    public void put(String key, String etag) {
        gone.remove(sortable(key));
        objects.put(sortable(key), StubObject.of(key, etag));
    }

    public void delete(String key) {
        if (quirks.contains(Quirk.LATE_DELETES)) {
            gone.add(sortable(key));
        } else {
            objects.remove(sortable(key));
        }
    }

    /** The SHA-256 that a HEAD shows for the key if it asks for checksums. */
    public void checksum(String key, String sha256) {
        checksums.put(key, sha256);
    }

    /** From now on a HEAD that asks for checksums gets this status; 0: no longer. */
    public void refuseChecksums(int status) {
        checksumRefusal = status;
    }

    /** Milliseconds that every answer comes later. */
    public void latency(int milliseconds) {
        latency = milliseconds;
    }

    /** Share of the requests, 0 to 1, that get 503 SlowDown. */
    public void errors(double share) {
        errors = share;
    }

    /** From now on a share of the requests, 0 to 1, meets this. */
    public void trouble(Trouble kind, double share) {
        troubled = share;
        trouble = kind;
    }

    /** A key that gets 403 from now on. */
    public void forbid(String key) {
        forbidden.add(key);
    }

    /** A key that is answered as any other again. */
    public void permit(String key) {
        forbidden.remove(key);
    }

    /** From now on listings lag: they leave the key out, until {@link #catchUp}. HEAD finds it. */
    public void leaveOut(String key) {
        outdated.put(sortable(key), Optional.empty());
    }

    /** From now on listings lag: they show another ETag for the key than HEAD, until {@link #catchUp}. */
    public void show(String key, String etag) {
        outdated.put(sortable(key), Optional.of(StubObject.of(key, etag)));
    }

    /** Listings show what is there. */
    public void catchUp() {
        outdated.clear();
        gone.forEach(objects::remove);
        gone.clear();
    }

    /** From now on everything is refused with this status and S3's code for it, until {@link #refuseNothing}. */
    public void refuse(int status, String code) {
        refuse(status, code, "");
    }

    /** The same, as a server does that knows in which region the bucket is. */
    public void refuse(int status, String code, String region) {
        refusal = new Refusal(status, code, region);
    }

    public void refuseNothing() {
        refusal = null;
    }

    /** How many requests are taken at once, from now on; all others get 503 SlowDown straight away. */
    public void mostAtOnce(int requests) {
        mostAtOnce = requests;
    }

    /** From now on the server has this quirk, or has it no longer. */
    public void quirk(Quirk quirk, boolean on) {
        if (on) {
            quirks.add(quirk);
        } else {
            quirks.remove(quirk);
        }
    }

    /**
     * How many requests came since the last reset: {@code HEAD}, {@code LIST}, {@code BUCKET} (HEAD of it), {@code OTHER}, and by status.
     */
    public Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((name, count) -> now.put(name, count.sum()));
        return now;
    }

    public void resetCounts() {
        counts.clear();
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void handle(HttpServerRequest request) {
        if (request.path().startsWith(STEERING)) {
            steer(request);
        } else if (atOnce.incrementAndGet() > mostAtOnce) {
            atOnce.decrementAndGet();
            error(request, 503, "SlowDown");
        } else {
            request.response().endHandler(ended -> atOnce.decrementAndGet());
            take(request);
        }
    }

    private void take(HttpServerRequest request) {
        if (latency > 0) {
            vertx.setTimer(latency, timer -> answer(request));
        } else {
            answer(request);
        }
    }

    private void answer(HttpServerRequest request) {
        String[] path = request.path().substring(1).split("/", 2);
        String key = path.length < 2 ? "" : decoded(path[1]);
        boolean head = request.method().equals(HttpMethod.HEAD);
        boolean list = key.isEmpty() && request.method().equals(HttpMethod.GET) && "2".equals(request.getParam("list-type"));
        count(list ? "LIST" : head ? key.isEmpty() ? "BUCKET" : "HEAD" : "OTHER");
        Refusal all = refusal;
        if (all != null) {
            if (!all.region.isEmpty()) {
                request.response().putHeader("x-amz-bucket-region", all.region);
            }
            error(request, all.status, all.code);
            return;
        }
        Trouble now = ThreadLocalRandom.current().nextDouble() < troubled ? trouble : Trouble.NONE;
        if (now == Trouble.GARBAGE) {
            garbage(request);
        } else if (now != Trouble.NONE) {
            fail(request, now);
        } else if (forbidden.contains(key)) {
            error(request, 403, "AccessDenied");
        } else if (errors > 0 && ThreadLocalRandom.current().nextDouble() < errors) {
            error(request, 503, "SlowDown");
        } else if (!path[0].equals(BUCKET)) {
            error(request, 404, "NoSuchBucket");
        } else if (list) {
            list(request);
        } else if (head) {
            head(request, key);
        } else if (quirks.contains(Quirk.STALLS_IN_BODY)) {
            status(request, 200).putHeader("Content-Length", "1000").putHeader("ETag", "\"stalls\"").write(Buffer.buffer(new byte[500]));
        } else {
            error(request, 501, "NotImplemented");
        }
    }

    private void head(HttpServerRequest request, String key) {
        int hidden = quirks.contains(Quirk.HIDES_MISSING) ? 403 : 0;
        if (key.isEmpty()) {
            bodiless(request, Math.max(200, hidden));
            return;
        }
        StubObject object = objects.get(sortable(key));
        if (object == null || gone.contains(sortable(key))) {
            bodiless(request, hidden > 0 ? hidden : 404);
            return;
        }
        if ("ENABLED".equals(request.getHeader("x-amz-checksum-mode"))) {
            if (checksumRefusal > 0) {
                bodiless(request, checksumRefusal);
                return;
            }
            String checksum = checksums.get(key);
            if (checksum != null) {
                request.response().putHeader("x-amz-checksum-sha256", checksum);
            }
        }
        status(request, 200);
        request.response().putHeader("ETag", '"' + object.etag() + '"').putHeader("Last-Modified", LAST_MODIFIED)
                .putHeader("Content-Type", "image/jpeg").putHeader("Content-Length", Long.toString(StubObject.SIZE)).end();
    }

    private void list(HttpServerRequest request) {
        String prefix = parameter(request, "prefix");
        String token = parameter(request, "continuation-token");
        String after = token.isEmpty() ? parameter(request, "start-after") : token(token);
        int wanted = Math.min(MOST_KEYS, request.getParam("max-keys") == null ? MOST_KEYS : Integer.parseInt(request.getParam("max-keys")));
        boolean encode = "url".equals(request.getParam("encoding-type"));
        String delimiter = parameter(request, "delimiter");
        if (quirks.contains(Quirk.NEEDS_PREFIX) && prefix.isEmpty()) {
            error(request, 403, "AccessDenied");
            return;
        }
        boolean encodeKeys = quirks.contains(Quirk.ENCODED_KEYS) || encode && !quirks.contains(Quirk.RAW_KEYS);
        boolean sayEncoded = encode && !quirks.contains(Quirk.ENCODED_KEYS);
        String first = sortable(prefix);
        NavigableMap<String, StubObject> rest = after.isEmpty() || sortable(after).compareTo(first) < 0
                ? objects.tailMap(first, true)
                : objects.tailMap(sortable(after), false);
        Buffer contents = Buffer.buffer(wanted * 300);
        int found = 0;
        String last = null;
        boolean truncated = false;
        for (Iterator<Map.Entry<String, StubObject>> entries = rest.entrySet().iterator(); entries.hasNext();) {
            Map.Entry<String, StubObject> entry = entries.next();
            String passed = entry.getKey();
            if (!passed.startsWith(first)) {
                break;
            }
            StubObject object = listed(passed, entry.getValue());
            if (object == null) {
                continue;
            }
            if (found == wanted) {
                truncated = wanted > 0;
                break;
            }
            int end = delimiter.isEmpty() ? -1 : passed.indexOf(delimiter, first.length());
            if (end >= 0) {
                String folder = passed.substring(0, end + delimiter.length());
                contents.appendString("<CommonPrefixes>" + element("Prefix", shown(readable(folder), encodeKeys)) + "</CommonPrefixes>");
                // no byte of UTF-8 is 255
                passed = objects.lowerKey(folder + "\u00ff");
                entries = objects.tailMap(passed, false).entrySet().iterator();
            } else {
                contents.appendBytes(encodeKeys ? object.encoded() : object.plain());
            }
            last = passed;
            found++;
        }
        Buffer page = Buffer.buffer(contents.length() + 1_000).appendString("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>" + BUCKET + "</Name>"
                + element("Prefix", shown(prefix, encodeKeys))
                + (token.isEmpty() ? "" : element("ContinuationToken", StubObject.xml(token)))
                + (after.isEmpty() || !token.isEmpty() ? "" : element("StartAfter", shown(after, encodeKeys)))
                + "<KeyCount>" + found + "</KeyCount><MaxKeys>" + wanted + "</MaxKeys>"
                + (sayEncoded ? "<EncodingType>url</EncodingType>" : "")
                + "<IsTruncated>" + truncated + "</IsTruncated>" + (truncated ? element("NextContinuationToken", asToken(last)) : ""))
                .appendBuffer(contents).appendString("</ListBucketResult>");
        status(request, 200).putHeader("Content-Type", "application/xml").end(page);
    }

    /** What listings show of an object, or {@code null}. */
    private StubObject listed(String sortable, StubObject object) {
        if (quirks.contains(Quirk.LEAVES_OUT) && Math.floorMod(sortable.hashCode(), 5) == 0) {
            return null;
        }
        StubObject known = outdated.isEmpty() ? object : outdated.getOrDefault(sortable, Optional.of(object)).orElse(null);
        return known == null || !quirks.contains(Quirk.OTHER_ETAGS)
                ? known
                : StubObject.of(readable(sortable), "0x" + known.etag() + "-1");
    }

    private void error(HttpServerRequest request, int status, String code) {
        if (request.method().equals(HttpMethod.HEAD)) {
            bodiless(request, status);
        } else {
            status(request, status).putHeader("Content-Type", "application/xml").end(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>");
        }
    }

    private void fail(HttpServerRequest request, Trouble now) {
        if (now != Trouble.SILENCE) {
            error(request, now.status, now.code);
        }
    }

    /** In turn: bytes that are no HTTP, a page of somebody else's, and an answer whose every field is wrong. */
    private void garbage(HttpServerRequest request) {
        count("GARBAGE");
        switch (ThreadLocalRandom.current().nextInt(3)) {
            case 0 -> request.toNetSocket()
                    .onSuccess(socket -> socket.write("\u0000\u0001 no HTTP at all\r\n\r\n").onComplete(written -> socket.close()));
            case 1 ->
                request.response().setStatusCode(200).putHeader("Content-Type", "text/html").end("<html><body>It works!</body></html>");
            default -> request.response().setStatusCode(200).putHeader("ETag", "").putHeader("Last-Modified", "yesterday")
                    .putHeader("Content-Type", "application/xml").end("<ListBucketResult><IsTruncated>maybe</IsTruncated><Contents><Key>");
        }
    }

    private void bodiless(HttpServerRequest request, int status) {
        status(request, status).putHeader("Content-Type", "application/xml").putHeader("Content-Length", "0").end();
    }

    private HttpServerResponse status(HttpServerRequest request, int status) {
        count(Integer.toString(status));
        return request.response().setStatusCode(status);
    }

    private void count(String what) {
        counts.computeIfAbsent(what, name -> new LongAdder()).increment();
    }

    private void steer(HttpServerRequest request) {
        switch (request.path().substring(STEERING.length())) {
            case "fill" -> fill(new Catalogue(number(request, "products"), Catalogue.Layout.valueOf(request.getParam("layout"))));
            case "change" -> change(number(request, "products"), number(request, "every"), number(request, "version"));
            case "set" -> {
                latency(number(request, "latency"));
                errors(Double.parseDouble(request.getParam("errors")));
                resetCounts();
            }
            case "quirks" -> {
                Set<Quirk> on = EnumSet.noneOf(Quirk.class);
                Pattern.compile(",").splitAsStream(parameter(request, "on")).filter(name -> !name.isEmpty()).map(Quirk::valueOf)
                        .forEach(on::add);
                EnumSet.allOf(Quirk.class).forEach(quirk -> quirk(quirk, on.contains(quirk)));
            }
            case "counts" -> {
                request.response().end(new JsonObject(Map.copyOf(counts())).encode());
                return;
            }
            default -> request.response().setStatusCode(404);
        }
        request.response().end();
    }

    private void fill(Catalogue filled) {
        catalogue = filled;
        objects.clear();
        change(filled.products(), 1, 0);
    }

    /** Replaces every so-manieth picture of the first products; version 0 is the picture of the beginning. */
    private void change(int products, int every, int version) {
        for (int picture = every; picture <= products * Catalogue.IMAGES; picture += every) {
            String key = Catalogue.key(catalogue.path((picture - 1) / Catalogue.IMAGES + 1, (picture - 1) % Catalogue.IMAGES + 1));
            put(key, Catalogue.etag(key, version));
        }
    }

    private static int number(HttpServerRequest request, String name) {
        return Integer.parseInt(request.getParam(name));
    }

    private static String parameter(HttpServerRequest request, String name) {
        String value = request.getParam(name);
        return value == null ? "" : value;
    }

    private static String decoded(String path) {
        return path.indexOf('%') < 0 ? path : URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** A string of one character a byte, which Java compares as S3 does. */
    private static String sortable(String key) {
        return new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String readable(String sortable) {
        return new String(sortable.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private static String asToken(String sortable) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sortable.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String token(String token) {
        return new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
    }

    private static String shown(String key, boolean encode) {
        return encode ? StubObject.url(key) : StubObject.xml(key);
    }

    private static String element(String name, String content) {
        return "<" + name + ">" + content + "</" + name + ">";
    }
}
