package com.nacento.connector.http;

import com.nacento.connector.config.SettingsException;
import com.nacento.connector.config.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * The certificate and key of HTTPS, from the PEM files that certificate authorities hand out; Camel itself takes key
 * stores only.
 */
public final class ServerCertificate {

    private static final Pattern PKCS8 = Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    /** Of the key store in memory, which never leaves it. */
    private static final String IN_MEMORY = "in-memory";

    private final TlsSettings tls;

    public ServerCertificate(TlsSettings tls) {
        this.tls = tls;
    }

    /**
     * Makes it the context's own, which the HTTP server uses with {@code camel.server.useGlobalSslContextParameters=true}.
     * Called before the server starts.
     *
     * @throws SettingsException if one of the files is not what it should be
     */
    public void install(CamelContext camel) {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setCamelContext(camel);
        store.setKeyStore(keyStore());
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setCamelContext(camel);
        keys.setKeyStore(store);
        keys.setKeyPassword(IN_MEMORY);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setCamelContext(camel);
        parameters.setKeyManagers(keys);
        camel.setSSLContextParameters(parameters);
    }

    /**
     * Certificate and key as the files have them now.
     *
     * @throws SettingsException if one of the files is not what it should be
     */
    KeyManagerFactory keys() {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(keyStore(), IN_MEMORY.toCharArray());
            return keys;
        } catch (GeneralSecurityException e) {
            throw wrong("certificate", "CERTIFICATE", tls.certificate(), e.toString());
        }
    }

    private KeyStore keyStore() {
        try {
            Certificate[] chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(tls.certificate())))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw wrong("certificate", "CERTIFICATE", tls.certificate(), "it holds no certificate");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            PrivateKey key = privateKey();
            if (!belongTogether(key, chain[0].getPublicKey())) {
                throw wrong("key", "KEY", tls.key(), "it is not the key of the certificate " + tls.certificate());
            }
            store.setKeyEntry("server", key, IN_MEMORY.toCharArray(), chain);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw wrong("certificate", "CERTIFICATE", tls.certificate(), e.toString());
        }
    }

    /** What the one signs the other must confirm. */
    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        Signature signature = Signature.getInstance(switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        });
        byte[] sample = IN_MEMORY.getBytes(StandardCharsets.US_ASCII);
        signature.initSign(key);
        signature.update(sample);
        byte[] signed = signature.sign();
        signature.initVerify(certified);
        signature.update(sample);
        return signature.verify(signed);
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        byte[] der = der();
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (InvalidKeySpecException e) {
                continue; // a key of another algorithm
            }
        }
        throw wrong("key", "KEY", tls.key(), "its algorithm is none of " + ALGORITHMS);
    }

    private byte[] der() {
        try {
            Matcher pem = PKCS8.matcher(Files.readString(tls.key()));
            if (pem.find()) {
                return Base64.getMimeDecoder().decode(pem.group(1));
            }
        } catch (IOException e) {
            throw wrong("key", "KEY", tls.key(), e.toString());
        }
        throw wrong("key", "KEY", tls.key(),
                "it is no unencrypted PKCS#8 key; \"openssl pkcs8 -topk8 -nocrypt\" makes one");
    }

    private static SettingsException wrong(String name, String variable, Path file, String why) {
        return new SettingsException("nacento.http.tls." + name + " (NACENTO_HTTP_TLS_" + variable + ") is \"" + file
                + "\": " + why.replaceAll("\\p{Cntrl}", " "));
    }
}
