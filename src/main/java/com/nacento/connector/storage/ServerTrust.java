package com.nacento.connector.storage;

import com.nacento.connector.config.StorageSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whether the certificate of an HTTPS endpoint is trusted, looked at before the S3 client speaks to it. The client's own TLS holds
 * a failed handshake back for 10 to 30 seconds, longer than a request may take, and gives no reason. Looked at is what it trusts:
 * the operating system's authorities, and those of the file that the variable {@code SSL_CERT_FILE} names. Only what is surely
 * wrong is refused; whatever else goes wrong on the way is left to the client.
 */
final class ServerTrust {

    private static final int CONNECT_MILLIS = 2_000;
    private static final int PATIENCE_MILLIS = 5_000;
    /** Whoever asks again so soon gets the same answer. */
    private static final long REFUSAL_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Where Linux distributions keep their authorities; the S3 client looks there too. */
    private static final List<Path> BUNDLES = Stream
            .of("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                    "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/pki/tls/cacert.pem", "/etc/ssl/cert.pem")
            .map(Path::of).toList();

    /** What is in these is in the files above as well. */
    private static final Set<String> SYSTEM_FOLDERS = Set.of("/etc/ssl/certs", "/etc/pki/tls/certs");

    private final String host;
    private final int port;
    private final boolean bucketInHost;
    private final List<Path> bundles;
    private volatile boolean settled;
    private UnexpectedServer refused;
    private long refusedAt;

    private ServerTrust(String host, int port, boolean bucketInHost, List<Path> bundles) {
        this.host = host;
        this.port = port;
        this.bucketInHost = bucketInHost;
        this.bundles = bundles;
        this.settled = bundles.isEmpty();
    }

    /** Of the endpoint in the settings; nothing is looked at where it speaks no TLS, or where nobody can know what is trusted. */
    static ServerTrust of(StorageSettings storage, Map<String, String> environment) {
        URI endpoint = storage.endpoint().filter(uri -> "https".equals(uri.getScheme())).orElse(null);
        boolean known = System.getProperty("os.name").equals("Linux")
                && SYSTEM_FOLDERS.contains(environment.getOrDefault("SSL_CERT_DIR", "/etc/ssl/certs"));
        if (endpoint == null || !known) {
            return new ServerTrust("", 0, false, List.of());
        }
        List<Path> bundles = new ArrayList<>(BUNDLES);
        if (environment.containsKey("SSL_CERT_FILE")) {
            bundles.add(Path.of(environment.get("SSL_CERT_FILE")));
        }
        boolean inHost = !storage.pathStyle() && !endpoint.getHost().matches("[0-9.]+|\\[.*");
        return new ServerTrust(inHost ? storage.bucket() + "." + endpoint.getHost() : endpoint.getHost(),
                endpoint.getPort() < 0 ? 443 : endpoint.getPort(), inHost, bundles.stream().filter(Files::isReadable).toList());
    }

    /** @throws UnexpectedServer if the certificate is surely not to be trusted */
    void check() {
        if (settled) {
            return;
        }
        synchronized (this) {
            if (settled) {
                return;
            }
            if (refused == null || System.nanoTime() - refusedAt > REFUSAL_NANOS) {
                refused = look();
                refusedAt = System.nanoTime();
            }
            if (refused != null) {
                throw refused;
            }
            settled = true;
        }
    }

    /** A handshake failed, or a request was not answered: the next one looks again. */
    void doubt() {
        settled = bundles.isEmpty();
    }

    private UnexpectedServer look() {
        try (Socket plain = new Socket()) {
            plain.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            plain.setSoTimeout(PATIENCE_MILLIS);
            try (SSLSocket socket = (SSLSocket) context().getSocketFactory().createSocket(plain, host, port, true)) {
                SSLParameters parameters = socket.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                socket.setSSLParameters(parameters);
                socket.startHandshake();
                return null;
            }
        } catch (SSLException e) {
            return verdict(e);
        } catch (IOException | GeneralSecurityException notLooked) {
            return null; // the client will say what is wrong
        }
    }

    private UnexpectedServer verdict(SSLException failure) {
        String certificate = "the certificate of " + host + ":" + port;
        if (in(failure, CertificateExpiredException.class) || in(failure, CertificateNotYetValidException.class)) {
            return new UnexpectedServer(certificate + " has expired or is not valid yet",
                    "renew it on the server; check both clocks (NTP)");
        }
        if (in(failure, CertPathBuilderException.class)) {
            return new UnexpectedServer(certificate + " is not trusted",
                    "add its authority to the system's, or name its PEM file in the variable SSL_CERT_FILE");
        }
        if (in(failure, CertificateException.class) && String.valueOf(failure.getMessage()).startsWith("No ")) {
            return new UnexpectedServer(certificate + " is for another host",
                    bucketInHost ? "check nacento.s3.endpoint, or set nacento.s3.path-style=true" : "check nacento.s3.endpoint");
        }
        return String.valueOf(failure.getMessage()).startsWith("Unsupported or unrecognized SSL message")
                ? new UnexpectedServer(host + ":" + port + " does not speak TLS", "check nacento.s3.endpoint: http instead of https?")
                : null;
    }

    private SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        CertificateFactory reader = CertificateFactory.getInstance("X.509");
        for (Path bundle : bundles) {
            try (InputStream in = Files.newInputStream(bundle)) {
                for (Certificate authority : reader.generateCertificates(in)) {
                    trusted.setCertificateEntry("authority-" + trusted.size(), authority);
                }
            }
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static boolean in(Throwable failure, Class<?> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
