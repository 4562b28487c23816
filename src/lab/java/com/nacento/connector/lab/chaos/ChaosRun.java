package com.nacento.connector.lab.chaos;

import com.nacento.connector.lab.stage.RepeatedLook;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Wave after wave: clients ask while faults happen, then everything comes to rest, some requests are made to come late, and every
 * row is compared. The first wave is one bulk of all products, with the kills; in the later ones two clients ask at the same time,
 * and all faults happen.
 */
final class ChaosRun {

    /** Without any progress for so long, nothing is under way any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    /** Products of a bulk that is one message; see {@link ChaosStage}. */
    private static final int SMALL_BULK = 20;
    private static final int SMALL_BULKS = 4;
    private static final int LATE_PRODUCTS = 100;
    private static final int LONGEST_HEAD_START = 200;

    private final ChaosPlan plan;
    private final ChaosStage stage;
    private final PrintStream out;
    private final Ledger ledger;
    private final Verdict verdict;
    private final Saboteur saboteur;
    private final List<ModelProduct> model;
    private final ChaosBucket bucket;
    private final Random random;
    private final long begin = System.nanoTime();

    ChaosRun(ChaosPlan plan, ChaosStage stage, PrintStream out) {
        this.plan = plan;
        this.stage = stage;
        this.out = out;
        random = new Random(plan.seed());
        ledger = new Ledger(stage.shop());
        verdict = new Verdict(ledger);
        bucket = new ChaosBucket(stage.storage(), plan.skus());
        saboteur = new Saboteur(plan, stage, ledger, bucket, random.nextLong());
        model = IntStream.rangeClosed(1, plan.skus()).mapToObj(ChaosShop::model).toList();
    }

    /** Runs, compares, and prints what came of it. */
    Verdict run() throws Exception {
        Map<String, Set<String>> others = stage.shop().others();
        try (saboteur) {
            for (int wave = 1; wave <= plan.waves(); wave++) {
                if (wave > 1 && plan.faults().contains(Fault.ADMIN_SAVE)) {
                    // what is replaced next must be recognised all the same
                    saboteur.saveInAdmin(2);
                }
                bucket.change(random);
                wave(wave);
                rest();
                bucket.catchUp();
                catchUpWithPim();
                verdict.pim(ChaosPim.PRODUCTS, stage.pim().differences(stage.shop().galleriesOfPim()));
                verdict.deadByFault(wave, stage.broker().deadLetters(stage.deadLetters()));
                drop(wave);
                comeLate(wave);
                verdict.compare(model, stage.shop().find(), stage.shop().operations(Ledger.prefix(wave)),
                        stage.shop().dropped(Ledger.prefix(wave)), bucket.etags());
                stage.shop().age();
                say("wave %d of %d: %d requests for a SKU so far, %s".formatted(wave, plan.waves(),
                        ledger.count("async accepted", "direct accepted", "dropped accepted"),
                        verdict.isGood() ? "all as it should be" : "SOMETHING IS WRONG, " + String.join("; ", verdict.complaints(1))));
            }
        }
        verdict.others(others, stage.shop().others());
        verdict.deadLetters(stage.broker().deadLetters(stage.deadLetters()));
        verdict.defects(errors());
        Files.write(stage.workDir().resolve("faults.txt"), saboteur.diary());
        Files.write(stage.workDir().resolve("story.txt"), verdict.story());
        return verdict;
    }

    private void wave(int number) throws Exception {
        Wave wave = new Wave(number);
        List<List<ModelProduct>> shares = number == 1
                ? List.of(model)
                : IntStream.range(0, 2)
                        .mapToObj(half -> IntStream.range(0, model.size()).filter(i -> i % 2 == half).mapToObj(model::get).toList())
                        .toList();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < shares.size(); i++) {
                clients.add(threads.submit(asking(client(wave, "client" + (i + 1), shares.get(i))::askOften)));
            }
            clients.add(threads.submit(asking(() -> stage.pim().edit(wave))));
            try {
                if (number == 1) {
                    saboteur.kill(plan.faults().contains(Fault.KILL) ? plan.kills() : 0);
                } else {
                    // the rounds are shared out amongst the waves that are left
                    saboteur.damage(plan.rounds() * (number - 1) / (plan.waves() - 1) - plan.rounds() * (number - 2) / (plan.waves() - 1));
                }
            } finally {
                wave.faultsEnded().countDown();
            }
            await(clients);
            askForTheLastTime(wave, threads);
            if (plan.faults().contains(Fault.KILL)) {
                saboteur.killAll();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * All products once more, and nothing after that, which would take along what was lost: most in one bulk, some in small ones, of
     * one message each. The broker falls silent between the two: it can be handed a small bulk without answering anything.
     */
    private void askForTheLastTime(Wave wave, ExecutorService threads) throws Exception {
        boolean breaks = wave.number() > 1 && plan.faults().contains(Fault.BROKER);
        List<ModelProduct> products = shuffled();
        int few = Math.min(SMALL_BULK, products.size() / (2 * SMALL_BULKS));
        List<Future<?>> clients = new ArrayList<>();
        clients.add(threads.submit(asking(client(wave, "last", products.subList(SMALL_BULKS * few, products.size()))::askOnce)));
        if (breaks) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_HEAD_START));
            saboteur.silenceBroker();
        }
        for (int i = 0; i < SMALL_BULKS; i++) {
            clients.add(threads.submit(asking(client(wave, "last" + (i + 1), products.subList(i * few, (i + 1) * few))::askOnce)));
        }
        if (breaks) {
            saboteur.endSilentBroker();
        }
        await(clients);
    }

    /** Somebody puts messages on the topic that have no operation, and a connector is killed while they are processed. */
    private void drop(int number) throws Exception {
        List<ModelProduct> some = shuffled().subList(0, Math.min(LATE_PRODUCTS, plan.skus() / 3));
        int dropped = client(new Wave(number), "dropped", some).drop();
        if (plan.faults().contains(Fault.KILL)) {
            saboteur.kill(1);
        }
        if (!new RepeatedLook(PATIENCE, LOOK).until(() -> stage.shop().dropped(Ledger.prefix(number)).values().stream()
                .filter(state -> state != Verdict.OPEN).count() >= dropped)) {
            say("messages were dropped on the topic, and have not been processed within " + PATIENCE.toSeconds() + " s");
        }
        rest();
    }

    /**
     * Makes requests come late: the bucket refuses objects until requests for them are dead letters, younger ones for the same
     * products are processed, then everything is permitted and the letters are replayed. So is what the wave's faults have failed.
     */
    private void comeLate(int number) throws Exception {
        List<ModelProduct> some = shuffled().subList(0, Math.min(LATE_PRODUCTS, plan.skus() / 3));
        List<String> refused = some.stream().map(product -> ChaosShop.path(product.number(), 0)).toList();
        ChaosClient client = client(new Wave(number), "late", some);
        bucket.refuse(refused);
        client.askForFirst();
        rest();
        client.askForOthers();
        rest();
        bucket.permit(refused);
        ledger.count("dead letters replayed",
                stage.broker().replay(stage.topic(), model.stream().map(ModelProduct::sku).collect(Collectors.toSet())));
        if (!new RepeatedLook(PATIENCE, LOOK).until(() -> stage.shop().failed(Ledger.prefix(number)) == 0)) {
            say("dead letters were replayed, and their operations have not been completed within " + PATIENCE.toSeconds() + " s");
        }
        rest();
    }

    /**
     * Waits until the PIM has been read after the last change in it, and then until the shop says the same: what was never told is there
     * then. The position moves when all that was read is on the queue of events; what a connector has taken from there, and not submitted
     * yet, is seen nowhere else, not in the depth of the queue either. So there is no moment at which the comparison must hold but the end
     * of the wait: after a poll it must, whichever that is, since a poll a second reads the last two minutes again.
     */
    private void catchUpWithPim() throws Exception {
        long changed = System.currentTimeMillis();
        if (!new RepeatedLook(PATIENCE.multipliedBy(2), LOOK).until(() -> stage.shop().positionOfPim() > changed)) {
            say("the PIM has not been asked what has changed within " + PATIENCE.multipliedBy(2).toSeconds() + " s");
        }
        new RepeatedLook(PATIENCE, LOOK).until(() -> stage.pim().differences(stage.shop().galleriesOfPim()).isEmpty());
        rest();
    }

    private ChaosClient client(Wave wave, String name, List<ModelProduct> products) {
        return new ChaosClient(stage, ledger, products, wave, name, random.nextLong());
    }

    private List<ModelProduct> shuffled() {
        List<ModelProduct> products = new ArrayList<>(model);
        Collections.shuffle(products, random);
        return products;
    }

    /** What a client does. */
    private interface Asking {
        void ask() throws Exception;
    }

    private static Callable<Void> asking(Asking asking) {
        return () -> {
            asking.ask();
            return null;
        };
    }

    private static void await(List<Future<?>> clients) throws InterruptedException {
        try {
            for (Future<?> client : clients) {
                client.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a client of the test failed", failed.getCause());
        }
    }

    /** Waits until nothing is open and nothing waits in the queues, or nothing moves any more. */
    private void rest() throws InterruptedException, SQLException, IOException, TimeoutException {
        long least = Long.MAX_VALUE;
        long since = System.nanoTime();
        while (true) {
            long left = stage.shop().open() + stage.broker().waiting(stage.queues());
            if (left == 0) {
                return;
            }
            if (left < least) {
                least = left;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                say(left + " operations or messages are left, and nothing has moved for " + PATIENCE.toSeconds() + " s");
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private void say(String line) {
        out.printf(Locale.ROOT, "%5d s  %s%n", (System.nanoTime() - begin) / 1_000_000_000, line);
    }

    /** How often which fault happened, with what else is known of it. */
    Map<String, String> faults() {
        Map<String, String> rows = new LinkedHashMap<>();
        saboteur.injected().forEach((fault, times) -> {
            String more = saboteur.details().entrySet().stream().filter(
                    detail -> detail.getKey().startsWith(fault + " of ") || fault == Fault.KILL && detail.getKey().startsWith("kills "))
                    .map(detail -> detail.getValue() + " " + detail.getKey().replace(fault + " of ", "").replace("kills ", ""))
                    .collect(Collectors.joining(", "));
            rows.put(fault.toString(), times + (more.isEmpty() ? "" : " (" + more + ")"));
        });
        return rows;
    }

    /** What the clients were told, in numbers. */
    Map<String, Long> answers() {
        Map<String, Long> answers = new TreeMap<>(ledger.counts());
        answers.putAll(stage.pim().counts());
        return answers;
    }

    /** Lines of the connectors' logs that begin an error, each kind once. */
    Map<String, Integer> errors() throws IOException {
        Map<String, Integer> errors = new TreeMap<>();
        for (Instance instance : stage.instances()) {
            try (Stream<String> lines = Files.lines(instance.log())) {
                lines.filter(line -> line.contains(" ERROR ")).forEach(
                        line -> errors.merge(line.replaceFirst(".* ERROR +", "").replaceAll("[0-9a-f-]{8,}|\\d+", "#"), 1, Integer::sum));
            }
        }
        return errors;
    }
}
