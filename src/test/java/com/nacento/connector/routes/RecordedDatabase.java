package com.nacento.connector.routes;

import com.nacento.connector.database.SqlFiles;
import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

/** In place of the database: notes which statements came in which transaction, and gives the answers that a test wants. */
public final class RecordedDatabase {

    public static final Map<String, String> PLACEHOLDERS = Map.of("prefix", "", "sku_charset", "utf8mb4", "sku_collation",
            "utf8mb4_general_ci", "meta_foreign_key", "`FK`", "own_table", "nacento_gallery_bulk");

    /** What a statement answers. */
    public interface Reply {
        List<Map<String, Object>> to(Map<String, Object> parameters) throws Exception;
    }

    private final Map<String, String> names = new HashMap<>();
    private final Map<String, Reply> replies = new HashMap<>();
    private final Map<String, Map<String, Object>> parameters = new HashMap<>();
    private final List<String> journal = new ArrayList<>();

    public RecordedDatabase() {
        for (String file : Objects.requireNonNull(new File("sql").list())) {
            String name = file.replace(".sql", "");
            names.put(SqlFiles.packaged(name, PLACEHOLDERS), name);
        }
    }

    /** The end of {@code {{sql}}}: a statement comes in, its rows go out. */
    public synchronized List<Map<String, Object>> answer(@Body String statement, @Header("CamelJdbcParameters") Map<String, Object> given)
            throws Exception {
        String name = names.get(statement);
        if (name == null) {
            throw new IllegalStateException("no statement of sql/: " + statement);
        }
        journal.add(name);
        parameters.put(name, given);
        return replies.getOrDefault(name, any -> List.of()).to(given);
    }

    public synchronized void answers(String statement, List<Map<String, Object>> rows) {
        replies.put(statement, any -> rows);
    }

    public synchronized void answers(String statement, Reply reply) {
        replies.put(statement, reply);
    }

    public synchronized void fails(String statement, Exception failure) {
        replies.put(statement, any -> {
            throw failure;
        });
    }

    /** Names of the statements as they came, with {@code begin}, {@code commit} and {@code rollback} between them. */
    public synchronized List<String> journal() {
        return List.copyOf(journal);
    }

    /** What the statement was last given. */
    public synchronized Map<String, Object> parametersOf(String statement) {
        return parameters.get(statement);
    }

    public synchronized void clear() {
        replies.clear();
        parameters.clear();
        journal.clear();
    }

    private synchronized void note(String event) {
        journal.add(event);
    }

    /** Notes them as well. */
    public Savepoints savepoints() {
        return new Savepoints();
    }

    /** Has the methods of the real ones. */
    public final class Savepoints {
        public String set() {
            note("savepoint");
            return "here";
        }

        public void goBack(String savepoint) {
            note("back to the " + (savepoint.equals("here") ? "savepoint" : savepoint));
        }
    }

    public PlatformTransactionManager transactions() {
        return new AbstractPlatformTransactionManager() {
            @Override
            protected Object doGetTransaction() {
                return new Object();
            }

            @Override
            protected void doBegin(Object transaction, TransactionDefinition definition) {
                note("begin");
            }

            @Override
            protected void doCommit(DefaultTransactionStatus status) {
                note("commit");
            }

            @Override
            protected void doRollback(DefaultTransactionStatus status) {
                note("rollback");
            }
        };
    }
}
