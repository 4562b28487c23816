package com.nacento.connector.doctor;

import com.nacento.connector.config.DatabaseSettings;
import com.nacento.connector.config.RabbitSettings;
import com.nacento.connector.config.RefreshSettings;
import com.nacento.connector.config.SettingsInParts;
import com.nacento.connector.config.StorageSettings;
import com.nacento.connector.database.DataSources;
import com.nacento.connector.database.SqlFiles;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.storage.S3Clients;
import com.zaxxer.hikari.HikariDataSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What is looked at: the settings, and the servers that they name, each reached when a check first asks for it. */
final class Site implements AutoCloseable {

    private final SettingsInParts settings;
    private HikariDataSource database;
    private S3Client storage;
    private Broker broker;
    private StatementTrial trial;

    Site(SettingsInParts settings) {
        this.settings = settings;
    }

    SettingsInParts settings() {
        return settings;
    }

    /** @throws SkippedException if they make no sense */
    DatabaseSettings databaseSettings() throws SkippedException {
        return settings.database().settings().orElseThrow(() -> new SkippedException("the settings of the database are wrong, see config"));
    }

    /** @throws SkippedException if they make no sense */
    StorageSettings storageSettings() throws SkippedException {
        return settings.storage().settings().orElseThrow(() -> new SkippedException("the settings of the bucket are wrong, see config"));
    }

    /** @throws SkippedException if they make no sense */
    RabbitSettings rabbitSettings() throws SkippedException {
        return settings.rabbit().settings().orElseThrow(() -> new SkippedException("the settings of RabbitMQ are wrong, see config"));
    }

    /** @throws SkippedException if they make no sense */
    RefreshSettings refreshSettings() throws SkippedException {
        return settings.refresh().settings().orElseThrow(() -> new SkippedException("the settings nacento.cache.* are wrong, see config"));
    }

    /** A connection as the service's own are. */
    synchronized JdbcTemplate database() throws SkippedException {
        if (database == null) {
            database = DataSources.single(databaseSettings());
        }
        return new JdbcTemplate(database);
    }

    /** Whether a check has got a connection. */
    synchronized boolean isDatabaseReached() {
        return database != null;
    }

    /** The rows of a statement in {@code sql/}. */
    List<Map<String, Object>> rows(String statement, Map<String, ?> parameters) throws SkippedException {
        return rows("", statement, parameters);
    }

    /** How the server would run a statement in {@code sql/}, a row a step. */
    List<Map<String, Object>> plan(String statement, Map<String, ?> parameters) throws SkippedException {
        return rows("EXPLAIN ", statement, parameters);
    }

    /** Has the server prepare a statement in {@code sql/}: it looks whether it may be run, and does not run it. */
    void prepare(String statement) throws SkippedException {
        String sql = SqlFiles.packaged(statement, StatementTrial.values(databaseSettings().tablePrefix()));
        database().execute("PREPARE nacento_doctor FROM " + Grants.quoted(sql));
    }

    private List<Map<String, Object>> rows(String before, String statement, Map<String, ?> parameters) throws SkippedException {
        String sql = SqlFiles.packaged(statement, Map.of("prefix", databaseSettings().tablePrefix()));
        return new NamedParameterJdbcTemplate(database()).queryForList(before + sql.replace(":?", ":"), new HashMap<>(parameters));
    }

    /** The statements of the service, tried without being run; once for all checks. */
    synchronized StatementTrial trial() throws SkippedException {
        if (trial == null) {
            trial = StatementTrial.of(database(), databaseSettings().tablePrefix(), settings);
        }
        return trial;
    }

    synchronized S3Client storage() throws SkippedException {
        if (storage == null) {
            storage = S3Clients.withoutRetries(storageSettings());
        }
        return storage;
    }

    /** What the bucket answers to a HEAD for a key: 200, or the status of its refusal. */
    int status(String key) throws SkippedException {
        String bucket = storageSettings().bucket();
        try {
            storage().headObject(head -> head.bucket(bucket).key(key));
            return 200;
        } catch (S3Exception e) {
            return e.statusCode();
        }
    }

    /** Where the bucket has which image. */
    ImagePathRules paths() throws SkippedException {
        StorageSettings bucket = storageSettings();
        return new ImagePathRules(bucket.bucket(), bucket.prefix(), Set.of());
    }

    synchronized Broker broker() throws SkippedException, Broker.Refusal {
        if (broker == null) {
            broker = Broker.at(rabbitSettings());
        }
        return broker;
    }

    @Override
    public synchronized void close() {
        if (database != null) {
            database.close();
        }
        if (storage != null) {
            storage.close();
        }
        if (broker != null) {
            broker.close();
        }
    }
}
