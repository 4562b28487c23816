package com.nacento.connector.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate that signs itself, for {@code localhost} and no other name, and its key. Made anew each time, so that no
 * private key lies in the repository.
 */
public final class TestCertificate {

    private static final char[] PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final KeyStore identity;

    private TestCertificate(Path folder, KeyStore identity) {
        this.folder = folder;
        this.identity = identity;
    }

    /** @param folder where its files go; created if it is missing */
    public static TestCertificate create(Path folder) {
        try {
            Path store = Files.createDirectories(folder).resolve("identity.p12");
            Files.deleteIfExists(store);
            Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", "server", "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost", "-ext",
                    "SAN=dns:localhost",
                    "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", new String(PASSWORD))
                    .redirectErrorStream(true).redirectOutput(folder.resolve("keytool.log").toFile()).start();
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + Files.readString(folder.resolve("keytool.log")));
            }
            return new TestCertificate(folder, KeyStore.getInstance(store.toFile(), PASSWORD));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The certificate as a PEM file. */
    public Path certificate() throws GeneralSecurityException {
        return pem("CERTIFICATE", "certificate.pem", identity.getCertificate("server").getEncoded());
    }

    /** The key as a PEM file, unencrypted PKCS#8. */
    public Path key() throws GeneralSecurityException {
        return pem("PRIVATE KEY", "key.pem", identity.getKey("server", PASSWORD).getEncoded());
    }

    /** For a server that has this certificate. */
    public SSLContext server() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(identity, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For a client that trusts this certificate and no other one. */
    public SSLContext client() throws GeneralSecurityException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("server", identity.getCertificate("server"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pem(String kind, String name, byte[] der) {
        try {
            return Files.writeString(folder.resolve(name), "-----BEGIN " + kind + "-----\n"
                    + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind + "-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
