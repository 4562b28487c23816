package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.S3Stub.Trouble;
import com.nacento.connector.lab.stage.TcpGate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Does the damage, one fault after the other, each for a while; what was killed comes back while the next ones go on. */
final class Saboteur implements AutoCloseable {

    private static final int LONGEST_PAUSE = 1_000;
    private static final int LONGEST_LIFE = 2_000;
    private static final int LONGEST_WORK = 300;
    /** The connector's own; see {@code DataSources}. */
    private static final int LOCK_WAIT = 5_000;
    private static final int READ_ONLY_AT_LEAST = 1_500;
    private static final List<String> LOCKED = List.of("catalog_product_entity", "catalog_product_entity_media_gallery_value",
            "catalog_product_entity_varchar",
            "magento_operation");

    private final ChaosPlan plan;
    private final ChaosStage stage;
    private final Ledger ledger;
    private final ChaosBucket bucket;
    private final Random random;
    private final Map<Fault, Integer> injected = new EnumMap<>(Fault.class);
    private final List<String> diary = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Integer> details = new TreeMap<>();
    private final ExecutorService restarts = Executors.newCachedThreadPool();
    private final List<CompletableFuture<Void>> underWay = new ArrayList<>();

    Saboteur(ChaosPlan plan, ChaosStage stage, Ledger ledger, ChaosBucket bucket, long seed) {
        this.plan = plan;
        this.stage = stage;
        this.ledger = ledger;
        this.bucket = bucket;
        this.random = new Random(seed);
    }

    /** Kills connectors so many times, one that is up some moments after it came up. */
    void kill(int times) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE));
            if (random.nextInt(4) > 0) {
                // mostly in the middle of work, now and then whatever it does
                awaitWork();
                TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_WORK));
            }
            killOne();
        }
        awaitRestarts();
    }

    /** Kills all connectors in the middle of the work that is left, if there is any. */
    void killAll() throws InterruptedException {
        awaitWork();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_WORK));
        for (int i = 0; i < stage.instances().size(); i++) {
            killOne();
        }
        awaitRestarts();
    }

    /** All faults so many times, in an order of their own, each amongst another work. */
    void damage(int rounds) throws InterruptedException, SQLException {
        List<Fault> deck = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Fault> once = new ArrayList<>(plan.faults());
            Collections.shuffle(once, random);
            deck.addAll(once);
        }
        for (Fault fault : deck) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE));
            inject(fault);
        }
        awaitRestarts();
    }

    /** The broker falls silent: what it is handed now it neither takes nor refuses. */
    void silenceBroker() {
        note(Fault.BROKER + " falls silent");
        stage.brokerGate().hang();
    }

    /** It dies of {@link #silenceBroker}: what it has not confirmed by then, only the callers can save. */
    void endSilentBroker() throws InterruptedException {
        endBroker();
        note(Fault.BROKER + " has ended");
        injected.merge(Fault.BROKER, 1, Integer::sum);
    }

    /** How often which fault was there. */
    Map<Fault, Integer> injected() {
        return injected;
    }

    /** More about them, by what they are. */
    Map<String, Integer> details() {
        return details;
    }

    /** What happened when, a line each. */
    List<String> diary() {
        return List.copyOf(diary);
    }

    private void note(String what) {
        diary.add(LocalTime.now().truncatedTo(ChronoUnit.MILLIS) + " " + what);
    }

    private void inject(Fault fault) throws InterruptedException, SQLException {
        note(fault + " begins");
        switch (fault) {
            case KILL -> killOne();
            case DATABASE -> {
                stage.killDatabase();
                last();
                stage.restartDatabase();
            }
            case BROKER -> {
                stage.brokerGate().hang();
                endBroker();
            }
            case CUT -> {
                TcpGate gate = gate(fault);
                gate.cut();
                last();
                gate.open();
            }
            case RESET -> {
                TcpGate gate = gate(fault);
                for (int i = 0; i < 5; i++) {
                    gate.reset();
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(plan.outage() / 5));
                }
            }
            case HANG -> {
                TcpGate gate = gate(fault);
                gate.hang();
                last();
                if (random.nextBoolean()) {
                    // the connections do not come back: what was sent in the meantime is gone
                    note("  and breaks");
                    gate.cut();
                    gate.flow();
                    gate.open();
                } else {
                    gate.flow();
                }
            }
            case SLOW -> {
                TcpGate gate = gate(fault);
                gate.slow(30);
                last();
                gate.flow();
            }
            case S3_LAG -> bucket.lag(random);
            case S3_OTHER_ETAGS -> bucket.showOtherETags();
            case READ_ONLY -> {
                awaitWork();
                stage.shop().readOnly(true);
                try {
                    TimeUnit.MILLISECONDS.sleep(READ_ONLY_AT_LEAST);
                    last();
                } finally {
                    stage.shop().readOnly(false);
                }
            }
            case LOCK -> {
                String table = LOCKED.get(random.nextInt(LOCKED.size()));
                details.merge(fault + " of " + table, 1, Integer::sum);
                note("  of " + table);
                double share = random.nextDouble();
                awaitWork();
                stage.shop().lock(table, Duration.ofMillis(LOCK_WAIT + 500 + (long) (share * share * (plan.lock() - LOCK_WAIT - 500))));
            }
            case ADMIN_SAVE -> saveInAdmin(4);
            default -> {
                // all of the bucket, or some requests only: then requests for one product part ways; who may not in, may nowhere
                boolean all = random.nextInt(3) == 0 || fault == Fault.S3_403 || fault == Fault.S3_KEYS;
                details.merge(fault + " of " + (all ? "all" : "half") + " requests", 1, Integer::sum);
                stage.storage().trouble(fault.trouble(), all ? 1 : 0.5);
                last();
                stage.storage().trouble(Trouble.NONE, 0);
            }
        }
        note(fault + " has ended");
        if (fault != Fault.KILL) {
            injected.merge(fault, 1, Integer::sum);
        }
    }

    /** Saves every so-manieth product, in an order of its own. */
    void saveInAdmin(int every) throws SQLException {
        List<Integer> numbers = new ArrayList<>();
        for (int product = 1; product <= plan.skus(); product++) {
            if (ChaosShop.isSaved(product) && random.nextInt(every) == 0) {
                numbers.add(product);
            }
        }
        Collections.shuffle(numbers, random);
        int saved = stage.shop().saveInAdmin(numbers);
        note("  " + saved + " products");
        details.merge(Fault.ADMIN_SAVE + " of products", saved, Integer::sum);
    }

    /** It has said nothing for a while, and then it is gone, with all that it was handed and has not confirmed. */
    private void endBroker() throws InterruptedException {
        TcpGate gate = stage.brokerGate();
        TimeUnit.MILLISECONDS.sleep(plan.outage() / 4 + random.nextInt(plan.outage() / 2));
        gate.cut();
        gate.flow();
        if (stage.broker().isOwn()) {
            stage.broker().kill();
            gate.open();
            last();
            stage.broker().restart();
        } else {
            last();
            gate.open();
        }
    }

    /** Of those that are up; while none is, it waits for one. */
    private void killOne() throws InterruptedException {
        List<Instance> up = stage.instances().stream().filter(Instance::isUp).toList();
        while (up.isEmpty()) {
            TimeUnit.MILLISECONDS.sleep(50);
            up = stage.instances().stream().filter(Instance::isUp).toList();
        }
        Instance victim = up.get(random.nextInt(up.size()));
        boolean atWork = ledger.open() > 0;
        note("kill of instance " + (stage.instances().indexOf(victim) + 1) + (atWork ? ", at work" : ""));
        victim.kill();
        injected.merge(Fault.KILL, 1, Integer::sum);
        details.merge(atWork ? "kills while operations were open" : "kills while none was open", 1, Integer::sum);
        underWay.add(CompletableFuture.runAsync(victim::start, restarts));
    }

    private void awaitWork() throws InterruptedException {
        for (int i = 0; i < 200 && ledger.open() == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private TcpGate gate(Fault fault) {
        List<String> names = stage.gates().keySet().stream().sorted().toList();
        String name = names.get(random.nextInt(names.size()));
        details.merge(fault + " of " + name, 1, Integer::sum);
        note("  of " + name);
        return stage.gates().get(name);
    }

    /** An outage lasts, mostly not for long. */
    private void last() throws InterruptedException {
        double share = random.nextDouble();
        TimeUnit.MILLISECONDS.sleep(200 + (int) (share * share * plan.outage()));
    }

    private void awaitRestarts() {
        underWay.forEach(CompletableFuture::join);
        underWay.clear();
    }

    @Override
    public void close() {
        restarts.shutdownNow();
    }
}
