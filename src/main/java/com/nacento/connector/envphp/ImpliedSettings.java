package com.nacento.connector.envphp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The connector's settings that follow from Magento's env.php; what does not follow is a comment that says what to set. */
public final class ImpliedSettings {

    private static final String DATABASE = "db/connection/default/";
    private static final String STORAGE = "remote_storage/config/";
    private static final String BROKER = "queue/amqp/";
    /** Both lay keys out alike. */
    private static final Set<String> REDIS_BACKENDS = Set.of("Cm_Cache_Backend_Redis", "Magento\\Framework\\Cache\\Backend\\Redis");
    /** A cache of two levels: the remote one tells each web node whether its local copy may be believed. */
    private static final String TWO_LEVELS = "Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache";
    private static final Pattern HOST = Pattern.compile("(\\[[0-9A-Fa-f:]+]|[^:\\s/?&]+)(?::(\\d{1,5}))?");
    private static final Pattern NAME = Pattern.compile("[\\w$.-]+");
    private static final Pattern FILE = Pattern.compile("[\\w/.-]+");
    private static final Pattern TABLE_PREFIX = Pattern.compile("[A-Za-z0-9_]*");
    /** PDO's numbers: Magento's installer writes them, since its file has no constants. */
    private static final String TLS_KEY = "driver_options/1007";
    private static final String TLS_CERTIFICATE = "driver_options/1008";
    private static final String TLS_AUTHORITY = "driver_options/1009";
    private static final String TLS_VERIFY = "driver_options/1014";

    private final EnvPhp env;
    private final PropertiesText out = new PropertiesText();

    private ImpliedSettings(EnvPhp env) {
        this.env = env;
    }

    /**
     * The text of a properties file.
     *
     * @throws PhpSyntaxException if a value of env.php is none that it could be
     */
    public static String of(EnvPhp env) {
        ImpliedSettings settings = new ImpliedSettings(env);
        settings.out.comment("From Magento's env.php. It holds passwords and keys.");
        settings.database();
        settings.storage();
        settings.broker();
        settings.varnish();
        settings.cache("page_cache", "Magento's page cache", "nacento.cache.redis.");
        settings.cache("default", "Magento's default cache", "nacento.cache.redis.default-");
        settings.out.gap();
        settings.out.comment("Who may call the API: ./nacento token NAME prints the line.");
        settings.out.comment("nacento.auth.tokens=");
        return settings.out.toString();
    }

    private void database() {
        title("Database");
        if (!env.has("db/connection/default")) {
            missing("db.connection.default", "nacento.db.url=jdbc:mariadb://HOST:3306/DATABASE", "nacento.db.user=",
                    "nacento.db.password=");
        } else {
            String name = env.text(DATABASE + "dbname").orElse("");
            String host = env.text(DATABASE + "host").orElse("localhost");
            Matcher tcp = HOST.matcher(host);
            if (host.contains("/") || env.has(DATABASE + "unix_socket")) {
                out.comment("Magento reaches its database through the unix socket " + env.text(DATABASE + "unix_socket").orElse(host)
                        + "; the connector needs TCP: set bind-address on the server, then");
                out.comment("nacento.db.url=jdbc:mariadb://HOST:3306/" + name);
            } else if (!NAME.matcher(name).matches() || !tcp.matches()) {
                missing(!NAME.matcher(name).matches()
                        ? "database name that a URL can hold (db.connection.default.dbname)"
                        : "a host:port in db.connection.default.host", "nacento.db.url=jdbc:mariadb://HOST:3306/DATABASE");
            } else {
                if (host.equals("localhost")) {
                    out.comment(
                            "localhost is a unix socket for PHP and TCP for the connector: the server must listen on it, and let the user "
                                    + "in from there.");
                }
                String port = tcp.group(2) != null ? tcp.group(2) : env.text(DATABASE + "port").orElse("3306");
                out.set("nacento.db.url", "jdbc:mariadb://" + tcp.group(1) + ":" + port + "/" + name + tls());
            }
            out.comment("The same for MySQL 8, which takes the password over TLS only, or with its public key: docs/security.md.");
            out.comment("Magento's own account may do more than the connector needs; docs/magento.md has the rights for one of its own.");
            setOrMissing("nacento.db.user", DATABASE + "username");
            out.set("nacento.db.password", env.given(DATABASE + "password").orElse(""));
        }
        String prefix = env.text("db/table_prefix").orElse("");
        if (TABLE_PREFIX.matcher(prefix).matches()) {
            out.set("nacento.db.table-prefix", prefix);
        } else {
            out.comment(
                    "db.table_prefix \"" + prefix + "\" has other characters than letters, digits and _: such a shop is not supported.");
        }
    }

    /**
     * The driver's options for TLS as PDO's are given. Magento's installer always writes that nothing is to be verified; without a key
     * or an authority PHP does not encrypt for all that, and many a server could not.
     */
    private String tls() {
        boolean client = env.has(DATABASE + TLS_KEY) || env.has(DATABASE + TLS_CERTIFICATE);
        if (client) {
            out.comment(
                    "Magento shows the database a client certificate; the connector cannot take it from PEM files: give its account "
                            + "another way in.");
        }
        if ((client || env.has(DATABASE + TLS_AUTHORITY)) && !env.flag(DATABASE + TLS_VERIFY).orElse(true)) {
            return "?sslMode=trust";
        }
        return env.text(DATABASE + TLS_AUTHORITY).filter(file -> FILE.matcher(file).matches())
                .map(file -> "?sslMode=verify-full&serverSslCert=" + file).orElse("");
    }

    private void storage() {
        title("Bucket");
        String driver = env.text("remote_storage/driver").orElse("file");
        if (!driver.equals("aws-s3")) {
            out.comment("remote_storage.driver is " + driver + ": the connector needs Magento's remote storage on S3 (aws-s3). Set");
            List.of("nacento.s3.bucket=", "nacento.s3.region=", "nacento.s3.endpoint=").forEach(out::comment);
            return;
        }
        setOrMissing("nacento.s3.bucket", STORAGE + "bucket");
        env.text(STORAGE + "endpoint").ifPresentOrElse(
                endpoint -> out.set("nacento.s3.endpoint", endpoint.contains("://") ? endpoint : "https://" + endpoint),
                () -> out.comment("No endpoint: Amazon S3."));
        setOrMissing("nacento.s3.region", STORAGE + "region");
        // Magento's client puts the bucket into the host name unless it is told otherwise: by Magento's own key, or the client's
        out.set("nacento.s3.path-style",
                String.valueOf(env.isTrueToPhp(STORAGE + "path_style") || env.flag(STORAGE + "use_path_style_endpoint").orElse(false)));
        if (env.has(STORAGE + "path-style")) {
            out.comment("Magento does not read remote_storage.config.path-style, which its installer writes, but path_style.");
        }
        if (env.flag(STORAGE + "bucket_endpoint").orElse(false)) {
            out.comment(
                    "remote_storage.config.bucket_endpoint is on: the endpoint names the bucket already. Give the endpoint without it.");
        }
        if (env.has(STORAGE + "credentials")) {
            setOrMissing("nacento.s3.access-key", STORAGE + "credentials/key");
            setOrMissing("nacento.s3.secret-key", STORAGE + "credentials/secret");
        } else {
            out.comment("No credentials: the AWS default chain (environment, profile, instance role) of the process.");
        }
        out.set("nacento.s3.prefix", env.text("remote_storage/prefix").orElse(""));
    }

    private void broker() {
        title("RabbitMQ");
        if (!env.has("queue/amqp")) {
            missing("queue.amqp", "nacento.rabbitmq.addresses=HOST:5672", "nacento.rabbitmq.user=", "nacento.rabbitmq.password=");
            return;
        }
        if (env.text("queue/default_connection").filter("db"::equals).isPresent()) {
            out.comment("queue.default_connection is db: Magento itself publishes into its database, not to this broker.");
        }
        boolean tls = env.flag(BROKER + "ssl").orElse(false);
        env.text(BROKER + "host").ifPresentOrElse(host -> out.set("nacento.rabbitmq.addresses",
                address(host, env.text(BROKER + "port").orElse(tls ? "5671" : "5672"))),
                () -> missing("queue.amqp.host", "nacento.rabbitmq.addresses=HOST:5672"));
        setOrMissing("nacento.rabbitmq.user", BROKER + "user");
        out.set("nacento.rabbitmq.password", env.given(BROKER + "password").orElse(""));
        out.set("nacento.rabbitmq.vhost", env.text(BROKER + "virtualhost").orElse("/"));
        out.set("nacento.rabbitmq.ssl", String.valueOf(tls));
        if (env.has(BROKER + "ssl_options")) {
            out.comment(
                    "queue.amqp.ssl_options: the connector trusts what its Java trusts; put a certificate authority of your own into "
                            + "Java's trust store.");
        }
    }

    private void varnish() {
        List<String> hosts = new ArrayList<>();
        for (int i = 0; i < env.size("http_cache_hosts"); i++) {
            String entry = "http_cache_hosts/" + i + "/";
            env.text(entry + "host").ifPresent(host -> hosts.add(address(host, env.text(entry + "port").orElse("80"))));
        }
        if (!hosts.isEmpty()) {
            title("Varnish");
            out.set("nacento.cache.varnish.hosts", String.join(",", hosts));
        }
    }

    /** A cache of Magento's, if it is one that the connector can clean. */
    private void cache(String frontend, String title, String start) {
        String place = "cache/frontend/" + frontend + "/";
        String backend = env.text(place + "backend").orElse("").replaceFirst("^\\\\", "");
        if (backend.isEmpty()) {
            return;
        }
        title(title);
        boolean twoLevels = backend.equals(TWO_LEVELS);
        String options = place + "backend_options/" + (twoLevels ? "remote_backend_options/" : "");
        String redis = twoLevels ? env.text(place + "backend_options/remote_backend").orElse("").replaceFirst("^\\\\", "") : backend;
        String named = "cache.frontend." + frontend + ".backend_options." + (twoLevels ? "remote_backend_options." : "") + "server";
        String server = env.text(options + "server").orElse("");
        if (!REDIS_BACKENDS.contains(redis)) {
            out.comment("cache.frontend." + frontend + ".backend is " + (twoLevels ? redis + " below " : "") + backend
                    + ": the connector cannot clean it, see docs/caches.md.");
        } else if (server.isEmpty() || server.startsWith("/") || server.startsWith("unix:")) {
            out.comment(named + " is " + (server.isEmpty() ? "missing" : "the unix socket " + server) + "; the connector needs TCP: set");
            out.comment(start + "address=HOST:6379");
        } else {
            boolean tls = server.startsWith("tls://");
            Matcher tcp = HOST.matcher(server.replaceFirst("^(tcp|tls)://", ""));
            if (!tcp.matches()) {
                missing("a host in " + named, start + "address=HOST:6379");
                return;
            }
            out.set(start + "address",
                    address(tcp.group(1), tcp.group(2) != null ? tcp.group(2) : env.text(options + "port").orElse("6379")));
            out.set(start + "database", env.text(options + "database").orElse("0"));
            env.text(options + "username").ifPresent(user -> out.set(start + "user", user));
            out.set(start + "password", env.given(options + "password").orElse(""));
            out.set(start + "ssl", String.valueOf(tls));
            env.text(place + "id_prefix").ifPresentOrElse(prefix -> out.set(start + "id-prefix", prefix),
                    // Magento makes one from a path that only the web server knows
                    () -> out.comment(
                            "No id_prefix: Magento makes one up; redis-cli SMEMBERS zc:tags shows it. Set " + start + "id-prefix="));
        }
    }

    private static String address(String host, String port) {
        return (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    }

    private void title(String title) {
        out.gap();
        out.comment(title);
    }

    private void missing(String what, String... lines) {
        out.comment("env.php has no " + what + ": set");
        List.of(lines).forEach(out::comment);
    }

    private void setOrMissing(String setting, String path) {
        env.text(path).ifPresentOrElse(value -> out.set(setting, value), () -> missing(path.replace('/', '.'), setting + "="));
    }
}
