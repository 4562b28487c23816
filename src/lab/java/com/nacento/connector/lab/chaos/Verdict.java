package com.nacento.connector.lab.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.lab.chaos.ChaosBroker.DeadLetter;
import com.nacento.connector.lab.chaos.ChaosShop.Found;
import com.nacento.connector.lab.chaos.ChaosShop.Operation;
import com.nacento.connector.lab.chaos.Ledger.Special;
import com.nacento.connector.lab.chaos.ModelProduct.Asked;
import com.nacento.connector.lab.chaos.ModelProduct.Finding;
import com.nacento.connector.lab.chaos.ModelProduct.Outcome;
import com.nacento.connector.lab.chaos.Submission.Told;
import com.nacento.connector.lab.chaos.Submission.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what is found against the model. */
final class Verdict {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** The status of an operation, and the state of a request, that is still to be processed. */
    static final int OPEN = 4;
    /** Products of which one may be left otherwise by a late request with slots. */
    private static final int MANY = 1_000;
    /** What the connectors' logs call a failure that they did not foresee. */
    private static final String DEFECT = "internal: a defect of the connector";

    private final Ledger ledger;
    private final List<String> story = new ArrayList<>();
    private final List<String> lost = new ArrayList<>();
    private final List<String> twins = new ArrayList<>();
    /** Products that have had twins: what became of them afterwards is a consequence, and not counted again. */
    private final Set<String> spoilt = new HashSet<>();
    private final List<String> stale = new ArrayList<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> leftOpen = new ArrayList<>();
    private final List<String> wronglyFailed = new ArrayList<>();
    private final List<String> defects = new ArrayList<>();
    /** Dead letters of items with which nothing is wrong. */
    private final List<String> deadByFault = new ArrayList<>();
    private final List<String> unnoticed = new ArrayList<>();
    private final Map<String, Integer> failures = new TreeMap<>();
    private final List<String> deadSkus = new ArrayList<>();
    private final List<String> removedOfNobody = new ArrayList<>();
    private final List<String> removedTooMuch = new ArrayList<>();
    private final List<String> cameBack = new ArrayList<>();
    private long comparedOfPim;
    /** What a row would have been in between, if a late request had moved its file, cannot always be known afterwards. */
    private final List<String> lateSlots = new ArrayList<>();
    private long compared;
    private long processedLate;
    private long remadeLate;
    private long removed;
    private long moved;
    private long withheld;
    private long accepted;
    private long applied;
    private long unknown;
    private long unknownApplied;

    Verdict(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Compares when everything has come to rest. */
    void compare(List<ModelProduct> model, Found found, List<Operation> operations, Map<String, Integer> dropped,
            Map<String, String> bucket) {
        Map<String, Operation> byKey = new HashMap<>();
        dropped.forEach((id, state) -> byKey.put(id + " 1", new Operation(id, 1, state, "a message without an operation")));
        operations.forEach(operation -> byKey.put(operation.requestId() + " " + operation.key(), operation));
        twins.addAll(found.twins());
        operations.stream().filter(operation -> operation.status() == OPEN)
                .forEach(operation -> leftOpen.add(operation.requestId() + " operation " + operation.key()));
        for (ModelProduct product : model) {
            if (spoilt.contains(product.sku())) {
                continue;
            }
            Map<Asked, Outcome> outcomes = new HashMap<>();
            product.requests().forEach(
                    asked -> outcomes.put(asked, outcome(product, asked, byKey.get(asked.submission().requestId() + " " + asked.key()))));
            ModelGallery gallery = found.galleries().get(product.sku());
            if (gallery == null) {
                spoilt.add(product.sku());
                continue;
            }
            if (found.untouched().contains(product.sku()) && product.isChanged(gallery)) {
                unnoticed.add(product.sku());
            }
            compared++;
            List<Asked> requests = product.requests();
            Finding finding = product.compare(gallery, outcomes, bucket);
            removed += product.lastCounts().removed();
            moved += product.lastCounts().moved();
            withheld += product.lastCounts().withheld();
            if (finding == Finding.PROCESSED_LATE) {
                processedLate++;
            } else if (finding == Finding.REMADE_LATE) {
                remadeLate++;
                tell(product, finding, gallery, requests, outcomes);
            } else if (finding == Finding.STALE && found.lateSlots().contains(product.sku())) {
                lateSlots.add(product.sku() + ": " + gallery.differenceTo(product.lastPermitted()));
                tell(product, finding, gallery, requests, outcomes);
            } else if (finding != Finding.RIGHT) {
                (finding == Finding.LOST ? lost : stale).add(product.sku() + ": " + gallery.differenceTo(product.lastPermitted()));
                product.removedOfNobody(gallery).forEach(path -> removedOfNobody.add(product.sku() + ": " + path));
                product.removedTooMuch(gallery).forEach(path -> removedTooMuch.add(product.sku() + ": " + path));
                product.cameBack(gallery).forEach(path -> cameBack.add(product.sku() + ": " + path));
                tell(product, finding, gallery, requests, outcomes);
            }
        }
        for (Special special : ledger.specials()) {
            check(special, byKey.get(special.submission().requestId() + " " + special.key()));
        }
        ledger.clearSpecials();
    }

    /** Takes what is another thing in the shop than in the PIM, when that has been read after its last change. */
    void pim(int products, List<ChaosPim.Difference> differences) {
        comparedOfPim += products;
        differences.forEach(difference -> (difference.missing().isEmpty() ? stale : lost).add(difference.sku() + " of the PIM: there is no "
                + difference.missing() + ", but " + difference.odd()));
    }

    private void tell(ModelProduct product, Finding finding, ModelGallery gallery, List<Asked> requests, Map<Asked, Outcome> outcomes) {
        story.add(product.sku() + " " + finding + "\n  begun " + product.lastBegin() + "\n  found " + gallery + "\n  permitted "
                + product.lastPermitted() + "\n  nearest: " + gallery.differenceTo(product.lastPermitted()) + "\n  asked\n"
                + requests.stream().filter(asked -> outcomes.get(asked) != Outcome.NOT)
                        .map(asked -> "    " + outcomes.get(asked) + " " + asked + "\n").collect(Collectors.joining()));
    }

    private Outcome outcome(ModelProduct product, Asked asked, Operation operation) {
        boolean isAccepted = asked.submission().told() == Told.ACCEPTED;
        accepted += isAccepted ? 1 : 0;
        unknown += asked.submission().told() == Told.UNKNOWN ? 1 : 0;
        if (asked.submission().way() == Way.DIRECT) {
            applied += isAccepted ? 1 : 0;
            return isAccepted ? Outcome.APPLIED : asked.submission().told() == Told.UNKNOWN ? Outcome.PERHAPS : Outcome.NOT;
        }
        String name = asked.submission().requestId() + " operation " + asked.key() + ", " + product.sku();
        int status = operation == null ? 0 : operation.status();
        if (status == 1) {
            applied += isAccepted ? 1 : 0;
            unknownApplied += isAccepted ? 0 : 1;
            return isAccepted ? Outcome.APPLIED : Outcome.APPLIED_SOMETIME;
        }
        if (status == OPEN) {
            // one that was not accepted is counted with all that are left open
            if (isAccepted) {
                lost.add(name + ": still open");
            }
            return Outcome.PERHAPS;
        }
        if (status == 2) {
            failed(product.sku(), name, operation.message());
        } else if (isAccepted) {
            lost.add(name + (operation == null
                    ? ": there is no such operation"
                    : ": accepted, but status " + status + ", " + operation.message()));
        }
        return Outcome.NOT;
    }

    /** Nothing is wrong with these items: a bucket that forbade their objects may have ended them, but their dead letters were replayed. */
    private void failed(String sku, String name, String message) {
        failures.merge(String.valueOf(message).replaceAll(" /?media/.*", " …"), 1, Integer::sum);
        deadSkus.add(sku);
        wronglyFailed.add(name + ": " + message);
    }

    private void check(Special special, Operation operation) {
        accepted++;
        String message = operation == null ? "there is no such operation" : operation.status() + " " + operation.message();
        boolean isUnknown = special.sku().equals(ChaosClient.UNKNOWN_SKU);
        if (!isUnknown && message.startsWith("1 ") && message.contains("file_not_found")) {
            // the bucket's list, which this connector has read, says nothing of what it forbids
            applied++;
            return;
        }
        if (!message.startsWith(isUnknown ? "3 product_not_found" : "2 storage_unavailable: 403")) {
            lost.add(special.submission().requestId() + " operation " + special.key() + ", " + special.sku() + ": " + message);
            return;
        }
        failures.merge(isUnknown ? "product_not_found (status 3, no dead letter)" : operation.message().replaceAll(" /?media/.*", " …"), 1,
                Integer::sum);
        if (!isUnknown) {
            deadSkus.add(special.sku());
        }
    }

    /** Compares the rows of others. */
    void others(Map<String, Set<String>> before, Map<String, Set<String>> now) {
        before.forEach((what, rows) -> {
            Set<String> gone = new HashSet<>(rows);
            gone.removeAll(now.getOrDefault(what, Set.of()));
            gone.forEach(row -> changed.add(what + ": no longer " + row));
            if (what.equals("links")) {
                gone.forEach(row -> removedOfNobody.add("a link of others, " + row));
            }
            Set<String> added = new HashSet<>(now.getOrDefault(what, Set.of()));
            added.removeAll(rows);
            added.forEach(row -> changed.add(what + ": now " + row));
        });
    }

    /** Every operation that failed for good has its dead letter, and every dead letter says why. */
    void deadLetters(List<DeadLetter> letters) throws IOException {
        List<String> skus = new ArrayList<>();
        for (DeadLetter letter : letters) {
            skus.add(sku(letter));
            if (letter.reason().isEmpty()) {
                lost.add("a dead letter says no reason: " + skus.get(skus.size() - 1));
            }
        }
        List<String> without = new ArrayList<>(deadSkus);
        skus.forEach(without::remove);
        without.forEach(sku -> lost.add(sku + ": failed, but there is no dead letter"));
    }

    /**
     * When a wave has come to rest: nothing is wrong with any item of it but those that are meant to fail, so no fault may have made it a
     * dead letter.
     */
    void deadByFault(int wave, List<DeadLetter> letters) throws IOException {
        for (DeadLetter letter : letters) {
            String sku = sku(letter);
            if (!sku.equals(ChaosClient.FORBIDDEN_SKU)) {
                deadByFault.add("wave " + wave + ", " + sku + ": " + letter.reason());
            }
        }
    }

    private static String sku(DeadLetter letter) throws IOException {
        JsonNode body = JSON.readTree(letter.body());
        // Magento's operation carries it as a text in a text
        JsonNode sku = (body.has("serialized_data") ? JSON.readTree(body.path("serialized_data").asText()) : body).findValue("sku");
        return sku == null ? "" : sku.asText();
    }

    /** A fault that the connector takes for a defect of its own costs a try that it should not, also if the next one mends it. */
    void defects(Map<String, Integer> errors) {
        errors.forEach((error, times) -> {
            if (error.contains(DEFECT)) {
                defects.add(times + " times: " + error);
            }
        });
    }

    /** Whether all promises were kept. */
    boolean isGood() {
        return lost.isEmpty() && removedOfNobody.isEmpty() && removedTooMuch.isEmpty() && cameBack.isEmpty() && twins.isEmpty()
                && stale.isEmpty() && changed.isEmpty() && leftOpen.isEmpty() && wronglyFailed.isEmpty()
                && defects.isEmpty()
                && deadByFault.isEmpty() && unnoticed.isEmpty() && lateSlots.size() <= Math.max(1, compared / MANY)
                && ledger.odd().isEmpty();
    }

    /** The result, a row each. */
    Map<String, String> rows() {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("accepted", accepted + " requests for a SKU");
        rows.put("applied", Long.toString(applied));
        rows.put("failed, with reason",
                failures.isEmpty() ? "0" : failures.values().stream().mapToInt(Integer::intValue).sum() + ": " + failures);
        rows.put("without an answer", unknown + ", applied of them " + unknownApplied + " async");
        rows.put("lost", Integer.toString(lost.size()));
        rows.put("left open", Integer.toString(leftOpen.size()));
        rows.put("twin rows", Integer.toString(twins.size()));
        rows.put("rows of others changed", Integer.toString(changed.size()));
        rows.put("stale writes", Integer.toString(stale.size()));
        rows.put("products of the PIM compared", Long.toString(comparedOfPim));
        rows.put("images removed", removed + ", and " + withheld + " times withheld");
        rows.put("gallery rows that got another file", Long.toString(moved));
        rows.put("removed although nobody brought it", Integer.toString(removedOfNobody.size()));
        rows.put("removed although it had to stay", Integer.toString(removedTooMuch.size()));
        rows.put("came back", Integer.toString(cameBack.size()));
        rows.put("products with positions, or copies for a view, made from what younger requests had left", Long.toString(processedLate));
        rows.put("products with something left that a late request would have taken before a younger one", Long.toString(remadeLate));
        rows.put("products that a late request with slots left otherwise", lateSlots.size() + " of " + compared);
        rows.put("changes that did not move updated_at", Integer.toString(unnoticed.size()));
        rows.put("dead letters by a fault of the world", Integer.toString(deadByFault.size()));
        rows.put("failed without a fault of its own", Integer.toString(wronglyFailed.size()));
        rows.put("faults taken for defects", Integer.toString(defects.size()));
        rows.put("answers that no client expects", Integer.toString(ledger.odd().size()));
        return rows;
    }

    /** All that was asked for of products that are not as they should be, and how they are found. */
    List<String> story() {
        return story;
    }

    /** The first of all that is wrong. */
    List<String> complaints(int most) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("lost", lost);
        all.put("left open", leftOpen);
        all.put("twin", twins);
        all.put("row of others", changed);
        all.put("removed", removedTooMuch);
        all.put("removed of nobody", removedOfNobody);
        all.put("came back", cameBack);
        all.put("stale", stale);
        all.put("a known limit", lateSlots);
        all.put("unnoticed", unnoticed);
        all.put("dead letter", deadByFault);
        all.put("failed", wronglyFailed);
        all.put("defect", defects);
        all.put("answer", ledger.odd());
        List<String> lines = new ArrayList<>();
        all.forEach((kind, some) -> some.stream().limit(most).forEach(line -> lines.add(kind + ": " + line)));
        return lines;
    }
}
