package com.nacento.connector.database;

import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.failure.Probe;
import com.nacento.connector.failure.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of the shop's database at the moment. It is learnt as soon as the database can be reached, and again now and
 * then, since a shop may gain a role attribute or lose one of the connector's tables while the service runs.
 */
public final class Shop {

    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);
    private static final Duration EVERY = Duration.ofMinutes(1);
    /** One for each table, as a rule: whoever is first with one of them is first with the next one, too. */
    private static final int MOST_LOOKS = OwnTables.NAMES.size();

    private final SqlFiles sql;
    private final LongSupplier clock;
    private volatile DatabaseServer server;
    private volatile MagentoSchema schema;
    private volatile boolean doubtful;
    private volatile String trouble;
    private volatile long next;

    public Shop(SqlFiles sql) {
        this(sql, System::nanoTime);
    }

    /** @param clock nanoseconds */
    public Shop(SqlFiles sql, LongSupplier clock) {
        this.sql = sql;
        this.clock = clock;
        this.next = clock.getAsLong();
        sql.bind();
    }

    /** Whether it is time for a look: every minute, and as long as nothing is known. */
    public boolean isDue() {
        return !isKnown() || clock.getAsLong() - next >= 0;
    }

    /** A look that is due is left out. */
    public void putOff() {
        next = clock.getAsLong() + EVERY.toNanos();
    }

    /** A look was broken off. The log says so once for each reason in a row. */
    public void failed(Exception failure) {
        String why = Cause.of(failure);
        if (!why.equals(trouble)) {
            LOG.warn("Magento's tables could not be looked at: {}", why);
        }
        trouble = why;
        next = clock.getAsLong() + EVERY.toNanos();
    }

    /**
     * For health: without knowing the tables, or while one of the connector's own is lacking, nothing can be done. A look that fails
     * later changes nothing.
     *
     * @throws IllegalStateException with the reason
     */
    public void look() {
        String why = trouble;
        if (!isKnown() && why != null) {
            throw new IllegalStateException("Magento's tables could not be looked at: " + why);
        }
    }

    public boolean isKnown() {
        return schema != null && !doubtful;
    }

    /** @throws IllegalStateException if nothing has been learnt yet */
    public MagentoSchema schema() {
        MagentoSchema known = schema;
        if (known == null) {
            throw new IllegalStateException("the shop's tables have not been looked at yet");
        }
        return known;
    }

    /**
     * Takes the answer of {@code find-server}.
     *
     * @throws IncompatibleShopException if the statements do not run on it
     */
    public void meet(List<Map<String, Object>> rows) {
        DatabaseServer found = DatabaseServer.of(rows.get(0));
        if (!found.equals(server)) {
            LOG.info("The database is {}", found);
            server = found;
        }
    }

    /** Whether the ids of new rows are still to be read, since the server did not return them. */
    public boolean readsIdsBack() {
        if (server == null) {
            throw new IllegalStateException("the server has not been asked yet which one it is");
        }
        return !server.returnsIds();
    }

    /**
     * The answer of {@code find-columns}, if the connector may write to this database.
     *
     * @throws IncompatibleShopException if it must not
     */
    public List<Map<String, Object>> refuseIncompatible(List<Map<String, Object>> columns) {
        MagentoSchema.refuseIncompatible(sql.prefix(), columns);
        return columns;
    }

    /**
     * Takes the answers of the statements of the same name.
     *
     * @throws IncompatibleShopException if the connector must not write to this database
     */
    public void learn(List<Map<String, Object>> attributes, List<Map<String, Object>> columns, List<Map<String, Object>> stores) {
        MagentoSchema found = MagentoSchema.of(sql.prefix(), attributes, columns, stores);
        if (!found.equals(schema)) {
            sql.bind(found);
            LOG.info("Magento's tables: roles {}, SKUs in {}", found.roles().keySet(), found.skuCollation());
            schema = found;
        }
        doubtful = !found.missingOwnTables().isEmpty();
        trouble = null;
        next = clock.getAsLong() + EVERY.toNanos();
    }

    /** The statements that make what the connector's own tables lack: names of files, separated by commas. */
    public String lacking() {
        return changes().map(OwnTables.Change::statement).collect(Collectors.joining(","));
    }

    /** The connector's own tables are there now. */
    public void complete() {
        changes().forEach(change -> LOG.info("Created what was missing: {}", change.words()));
        doubtful = false;
    }

    /**
     * What was missing could not be made. If another thread or process has just made it, or holds the table, that is no failure: another
     * look tells. Only MySQL minds, which has no ADD COLUMN IF NOT EXISTS.
     *
     * @param before how often this exchange has looked again, {@code null}: not yet
     * @return how often it does now
     * @throws Exception the failure, if it is another one, or does not end
     */
    public int looksAgain(Exception failure, Integer before) throws Exception {
        int looks = before == null ? 1 : before + 1;
        if (Trouble.of(failure).kind() != Trouble.Kind.CONFLICT || looks > MOST_LOOKS) {
            throw failure;
        }
        return looks;
    }

    private Stream<OwnTables.Change> changes() {
        return OwnTables.changes(schema().missingOwnTables()).stream();
    }

    /** Whose fault a failure is. If a table of the connector is gone, the next request looks for it, and has it created. */
    public Trouble judged(Throwable failure, Probe probe) {
        return noted(Trouble.judged(failure, probe));
    }

    /** The same, by nothing but what the database has said. */
    public Trouble judged(Throwable failure) {
        return noted(Trouble.of(failure));
    }

    private Trouble noted(Trouble trouble) {
        if (trouble.kind() == Trouble.Kind.TABLE_GONE) {
            doubt();
        }
        return trouble;
    }

    /** What is known may be wrong: the next request looks again. Those under way go on with what they have. */
    public void doubt() {
        doubtful = true;
    }
}
