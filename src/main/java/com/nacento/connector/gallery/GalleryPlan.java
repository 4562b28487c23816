package com.nacento.connector.gallery;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.database.MagentoSchema;
import com.nacento.connector.gallery.ImageRoles.RolesInStore;
import com.nacento.connector.gallery.ProductGallery.ImageRow;
import com.nacento.connector.gallery.RequestTerms.Was;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The difference between what a product has and what was asked for. The requests are processed in memory, one by one in
 * their order, and the outcome is compared with the tables: so it does not matter how many of them there are, in which order
 * they arrived, or whether the tables changed since. Pure: no I/O, the same input gives the same plan.
 */
public final class GalleryPlan {

    private final ProductGallery gallery;
    private final MagentoSchema shop;
    /** The shop with the roles that this product can have. */
    private final MagentoSchema ofProduct;
    private final Map<String, ETagAnswer> etags;
    private final RemovalLimit limit;
    private final long productId;
    private final YoungerRequests younger;
    private final StoreOverrides overrides;
    private final ImageRoles roles;
    private final PlannedGallery planned;
    /** By the request itself: it is asked for by those who handed it in, and the hash of all that is in it would cost more. */
    private final Map<GalleryRequest, Outcome> outcomes = new IdentityHashMap<>();
    private final Map<Integer, String> attributes;
    private final Map<ImageRoles.Place, String> inStores;
    private final boolean changesNothing;

    /** What became of a request: the images it is about, those that go by it, and what of it has decided something. */
    private record Outcome(Set<String> warnings, Set<PlannedImage> named, List<PlannedImage> removed, Wanted decided) {
    }

    private GalleryPlan(ProductGallery gallery, List<GalleryRequest> requests, YoungerRequests younger, Map<String, ETagAnswer> etags,
            MagentoSchema shop, RemovalLimit limit, long productId) {
        this.limit = limit;
        this.productId = productId;
        this.gallery = gallery;
        this.shop = shop;
        this.ofProduct = shop.inSet(gallery.attributeSet());
        this.etags = etags;
        this.younger = younger;
        this.overrides = new StoreOverrides(gallery, ofProduct);
        this.roles = new ImageRoles(gallery, shop, ofProduct);
        this.planned = new PlannedGallery(gallery, !younger.areNone());
        younger.rewind(planned, roles);
        younger.behind(requests).forEach(this::process);
        if (!younger.areNone() && !requests.isEmpty()) {
            GalleryPlan without = new GalleryPlan(gallery, List.of(), younger, etags, shop, limit, productId);
            planned.leaveWhatIsSame(without.planned);
            roles.leaveWhatIsSame(without.roles, path -> planned.existing(path) != null);
            planned.images().stream().filter(PlannedImage::isUnseen).forEach(image -> image.see(younger.remembered(image.path())));
        }
        this.attributes = roles.changes(path -> path == null ? null : planned.existing(path));
        this.inStores = roles.changesInStores(path -> path == null ? null : planned.existing(path));
        this.changesNothing = attributes.isEmpty() && inStores.isEmpty() && planned.removed().isEmpty()
                && images().stream().noneMatch(PlannedImage::isWritten);
    }

    /**
     * Plans what must be written for one product.
     *
     * @param gallery  what it has
     * @param requests what was asked for, in the order of submission
     * @param etags    what the bucket said, by Magento path; every image of the requests has an answer, none of them a failure
     * @param shop     the shop's attributes
     * @param limit    how much may be removed
     * @param product  the product's id
     */
    static GalleryPlan of(ProductGallery gallery, List<GalleryRequest> requests, Map<String, ETagAnswer> etags, MagentoSchema shop,
            RemovalLimit limit, long product) {
        return new GalleryPlan(gallery, requests, new YoungerRequests(gallery, requests), etags, shop, limit, product);
    }

    private void process(GalleryRequest request) {
        boolean again = younger.include(request);
        Set<String> odd = new LinkedHashSet<>(request.warnings());
        RequestTerms terms = request.terms();
        String source = terms.source();
        List<GalleryImage> present = request.images().stream().filter(image -> isPresent(image, again, odd)).toList();
        int had = terms.remove() ? planned.broughtBy(source).size() : 0;
        SlotMoves moves = new SlotMoves(planned, terms, present);
        Map<String, PlannedImage> named = new LinkedHashMap<>();
        Map<String, PlannedImage> ofOthers = new LinkedHashMap<>();
        Set<String> relabelled = new HashSet<>();
        Map<String, String> claims = new LinkedHashMap<>();
        List<RolesInStore> inStores = new ArrayList<>();
        for (GalleryImage image : present) {
            String path = image.filePath();
            PlannedImage row = planned.image(path);
            named.put(path, row);
            if (row.apply(placed(image, row, request), again ? null : etags.get(path), planned::nextPosition)) {
                relabelled.add(path);
            }
            if (!again) {
                row.name();
            }
            image.stores().forEach((code, wanted) -> {
                if (shop.stores().containsKey(code)) {
                    int store = shop.stores().get(code);
                    boolean isRelabelled = row.inStore(store).apply(wanted, row.disabled());
                    inStores.add(new RolesInStore(row, store, wanted, rolesInStore(wanted, odd), isRelabelled));
                } else {
                    odd.add("unknown_store: " + code);
                }
            });
            if (!row.owners().include(source) && !row.owners().areNobody()) {
                ofOthers.put(path, row);
            }
            row.bring(row.owners().with(source, Set.copyOf(image.slots())));
            List<String> slotsBefore = again || !row.isNew() ? List.of() : younger.slotsBefore(path, request);
            if (image.slots().isEmpty() && !slotsBefore.isEmpty()) {
                planned.putBack(row, source, slotsBefore);
            }
            odd.addAll(overrides.ofImage(row, image, store -> saysInStore(image, store)));
            if (row.staysHidden()) {
                odd.add("hidden: " + path + " is disabled in Magento's gallery table" + (row.row().links() > 1
                        ? ", in a row that other products link"
                        : "; \"disabled\": false shows it again"));
            }
            image.roles().forEach(role -> claims.put(role, path));
        }
        Removal removal = letGo(request, had, named, moves, odd);
        Set<String> gone = removal.gone().stream().map(PlannedImage::path).collect(Collectors.toCollection(HashSet::new));
        claims.keySet().stream().filter(role -> !ofProduct.roles().containsKey(role)).forEach(role -> odd.add(unknown(role)));
        claims.keySet().retainAll(ofProduct.roles().keySet());
        roles.apply(new ImageRoles.Change(claims, named, relabelled, moves.heirs(), moves.repointed(), gone,
                (role, path) -> releases(request, present, role, path)));
        roles.apply(inStores, terms.replaces());
        odd.addAll(overrides.ofRoles(claims, roles::inStore));
        odd.addAll(hardToServe(named.keySet()));
        if (!again) {
            outcomes.put(request, new Outcome(odd, new LinkedHashSet<>(named.values()), removal.gone(), YoungerRequests.decided(request,
                    image -> !named.containsKey(image.filePath()), removal.isWithheld(), changed(moves, ofOthers, source))));
        }
    }

    /** What a request has changed of files, slots and sources, for those that come after it and were submitted before. */
    private static List<Was> changed(SlotMoves moves, Map<String, PlannedImage> ofOthers, String source) {
        List<Was> changed = new ArrayList<>();
        moves.before().forEach((image, was) -> {
            boolean isSame = !image.isRemoved() && image.path().equals(was.path()) && was.slots() != null
                    && image.owners().slotsOf(source).equals(Set.copyOf(was.slots()));
            if (!isSame) {
                changed.add(new Was(was.path(), image.isRemoved() ? null : image.path(), was.slots()));
            }
        });
        ofOthers.forEach((path, image) -> {
            if (!moves.before().containsKey(image)) {
                changed.add(new Was(path, image.path(), null));
            }
        });
        return changed;
    }

    /** A new image that is named for one store view has the position that it has there, unless an older request has given it one. */
    private static GalleryImage placed(GalleryImage image, PlannedImage row, GalleryRequest request) {
        ImageInStore there = request.terms().store() == null ? null : image.stores().get(request.terms().store());
        boolean isUnplaced = row.isNew() && row.position() == null;
        return isUnplaced && there != null && there.position() != null ? image.at(there.position()) : image;
    }

    /** What the image says of a store view, or {@code null}. */
    private ImageInStore saysInStore(GalleryImage image, int store) {
        return image.stores().entrySet().stream().filter(entry -> Integer.valueOf(store).equals(shop.stores().get(entry.getKey())))
                .map(Map.Entry::getValue).findFirst().orElse(null);
    }

    /** The roles that an image gets in a store view: those that the product can have. */
    private List<String> rolesInStore(ImageInStore wanted, Set<String> odd) {
        List<String> known = new ArrayList<>();
        for (String role : wanted.roles() == null ? List.<String>of() : wanted.roles()) {
            if (ofProduct.roles().containsKey(role)) {
                known.add(role);
            } else {
                odd.add(unknown(role));
            }
        }
        return known;
    }

    /** Whether an image of a request counts: the bucket has it, or had it when the request was processed. */
    private boolean isPresent(GalleryImage image, boolean again, Set<String> odd) {
        if (again) {
            return !gallery.hasOnlyVideo(image.filePath()) && (younger.found(image) || planned.existing(image.filePath()) != null);
        }
        String obstacle = obstacle(image.filePath());
        if (obstacle != null) {
            odd.add(obstacle);
        }
        return obstacle == null;
    }

    /** The source lets go of what it does not bring any more; an image goes if no other source brings it. */
    private Removal letGo(GalleryRequest request, int had, Map<String, PlannedImage> named, SlotMoves moves, Set<String> odd) {
        RequestTerms terms = request.terms();
        Removal removal = new Removal(planned, terms, named, moves);
        if (younger.include(request)) {
            removal.carryOut(!Integer.valueOf(0).equals(terms.maxRemovals()));
            return removal;
        }
        removal.keep(request::hasDone);
        String why = withheld(request);
        int going = why == null ? removal.size(path -> younger.nameAgain(path, request)) : 0;
        if (terms.remove() && !limit.allows(productId, request, had, going)) {
            why = "the bulk has removed more of the images of " + terms.source() + " than it may";
        }
        if (why != null && !removal.isEmpty()) {
            odd.add("removal_withheld: " + why);
        }
        removal.carryOut(why == null);
        return removal;
    }

    /** Why a request removes nothing, whatever there is to be removed, or {@code null}. */
    private String withheld(GalleryRequest request) {
        boolean missing = request.images().stream().map(image -> etags.get(image.filePath()))
                .anyMatch(answer -> answer != null && answer.kind() == ETagAnswer.Kind.MISSING);
        return missing || !request.unseen().isEmpty()
                ? "an object of the item is missing"
                : request.terms().replaces() && request.images().isEmpty() && !request.terms().allowsEmpty()
                        ? "the item names no image; \"allow_empty\": true removes all"
                        : null;
    }

    /** With {@code replace}, what an image says of its roles is all of them. */
    private static boolean releases(GalleryRequest request, List<GalleryImage> present, String role, String path) {
        return request.terms().replaces() && present.stream()
                .anyMatch(image -> image.filePath().equals(path) && image.saysRoles() && !image.roles().contains(role));
    }

    private String unknown(String role) {
        Integer attribute = shop.roles().get(role);
        return "unknown_role: " + role + (attribute == null
                ? ""
                : " (attribute " + attribute + ") is not in the attribute set " + gallery.attributeSet() + " of this product");
    }

    /**
     * The images that Magento itself has trouble with, whoever links them. Its cache of the remote storage and its resizing know no
     * letter case; its front end takes {@code ..} out of addresses, which {@code #} and {@code %} cut off or change.
     */
    private Set<String> hardToServe(Set<String> paths) {
        Set<String> hard = new LinkedHashSet<>();
        Map<String, String> known = new HashMap<>();
        gallery.images().stream().map(ImageRow::value).filter(Objects::nonNull).map(value -> value.startsWith("/") ? value : "/" + value)
                .forEach(path -> known.putIfAbsent(path.toLowerCase(Locale.ROOT), path));
        for (String path : paths) {
            if (path.contains("..") || path.indexOf('#') >= 0 || path.indexOf('%') >= 0) {
                hard.add("hard_to_serve: " + path + " has .., # or % in its name: Magento's front end may not find it");
            }
            String twin = known.putIfAbsent(path.toLowerCase(Locale.ROOT), path);
            if (twin != null && !twin.equals(path)) {
                hard.add("hard_to_serve: " + path + " differs from " + twin
                        + " by letter case only: Magento's remote storage cannot tell them apart");
            }
        }
        return hard;
    }

    /** Why nothing of an image is touched, as a warning, or {@code null}. */
    private String obstacle(String path) {
        ETagAnswer answer = etags.get(path);
        if (answer != null && answer.kind() == ETagAnswer.Kind.MISSING) {
            return "file_not_found: " + path + (answer.detail() == null ? "" : " (" + answer.detail() + ")");
        }
        return gallery.hasOnlyVideo(path) ? "video: " + path + " is the preview of a video of this product and is left as it is" : null;
    }

    /** Whether this plan does what the request asks for. */
    boolean includes(GalleryRequest request) {
        return outcomes.containsKey(request);
    }

    /**
     * What of a request that was processed has decided something: of images that were left as they are only the path, and that nothing
     * was to go if nothing went.
     */
    public Wanted decided(GalleryRequest request) {
        return outcomes.get(request).decided();
    }

    /** Whether the tables already are as they were asked to be. */
    public boolean changesNothing() {
        return changesNothing;
    }

    /** Whether more than a first-learnt ETag changes, so that {@code updated_at} must tell. */
    boolean touchesProduct() {
        return !attributes.isEmpty() || !inStores.isEmpty() || !planned.removed().isEmpty()
                || images().stream().anyMatch(PlannedImage::visiblyChanged);
    }

    /** Whether a visitor could see no more than that pictures are others under their old names. */
    boolean onlyReplaces() {
        return attributes.isEmpty() && inStores.isEmpty() && planned.removed().isEmpty()
                && images().stream().anyMatch(PlannedImage::isReplaced)
                && images().stream().noneMatch(image -> image.isNew() || image.isUpdatedValue());
    }

    /** What of the shop's pages and pictures is out of date once this is written. */
    Refreshes refreshes() {
        return !changesNothing && touchesProduct()
                ? new Refreshes(true, images().stream().anyMatch(PlannedImage::showsAnotherFile),
                        images().stream().anyMatch(PlannedImage::isNew))
                : Refreshes.NONE;
    }

    /** What would be written, in the words of the API. */
    public List<GalleryChange> changes() {
        return PlannedChanges.of(this, gallery, shop);
    }

    /** What of it one of several requests has to do with: all, if it is alone. */
    List<GalleryChange> changesBy(GalleryRequest request) {
        List<GalleryChange> all = changes();
        if (isAlone()) {
            return all;
        }
        Outcome outcome = outcomes.get(request);
        Set<String> paths = Stream.concat(outcome.named().stream(), outcome.removed().stream()).map(PlannedImage::path)
                .collect(Collectors.toSet());
        request.images().forEach(image -> paths.add(image.filePath()));
        return all.stream().filter(change -> paths.contains(change.image())).toList();
    }

    /** Whether a store view's row only comes to be and says of the visibility what all stores have: nothing is seen of that. */
    boolean isAsBefore(GalleryChange change) {
        return change.field().equals("disabled") && change.from() == null && !change.store().equals(PlannedChanges.ALL_STORES)
                && images().stream()
                        .anyMatch(image -> image.path().equals(change.image()) && Objects.equals(change.to(), image.disabled()));
    }

    private boolean isAlone() {
        return outcomes.size() == 1 && younger.areNone();
    }

    /**
     * What a request has asked for and a younger one has decided otherwise.
     *
     * @param field {@code image}, {@code label}, {@code position}, {@code disabled} or {@code role:<code>}
     */
    record Masked(@JsonProperty("image") String image, @JsonProperty("field") String field) {
    }

    /** What of a request does not show, since younger ones have decided it, for all stores. */
    List<Masked> masked(GalleryRequest request) {
        List<Masked> masked = new ArrayList<>();
        if (isAlone()) {
            return masked;
        }
        Map<String, String> claims = new LinkedHashMap<>();
        for (GalleryImage image : request.images()) {
            String path = image.filePath();
            ETagAnswer answer = etags.get(path);
            if (answer == null || !answer.isThere()) {
                continue;
            }
            PlannedImage now = planned.images().stream().filter(one -> one.path().equals(path)).findFirst().orElse(null);
            if (now == null) {
                masked.add(new Masked(path, "image"));
                continue;
            }
            if (image.label() != null && !Objects.equals(image.label().isEmpty() ? null : image.label(), now.label())) {
                masked.add(new Masked(path, "label"));
            }
            if (image.position() != null && !image.position().equals(now.position())) {
                masked.add(new Masked(path, "position"));
            }
            if (image.disabled() != null && image.disabled() != now.disabled()) {
                masked.add(new Masked(path, "disabled"));
            }
            image.roles().forEach(role -> claims.put(role, path));
        }
        claims.forEach((role, path) -> {
            Integer attribute = ofProduct.roles().get(role);
            if (attribute != null && !path.equals(attributes.getOrDefault(attribute, gallery.attribute(attribute)))) {
                masked.add(new Masked(path, "role:" + role));
            }
        });
        return masked;
    }

    /** A name for what would be written: as long as that is the same, so is the name, and no longer. Nothing can be read from it. */
    public String name() {
        return PlannedChanges.name(this, productId, changes());
    }

    /** The images that the requests are about and that stay. */
    Collection<PlannedImage> images() {
        return planned.images();
    }

    /** The images that the product has and that go. */
    List<PlannedImage> removed() {
        return planned.removed();
    }

    /** The values of single stores to be written; {@code null}: the store's own value goes. */
    Map<ImageRoles.Place, String> attributesInStores() {
        return inStores;
    }

    /** Attribute id to the value it gets for all stores. */
    Map<Integer, String> attributes() {
        return attributes;
    }

    /** What happens to the images that a request named; nothing if the request was none of those planned. */
    public ImageStats statsOf(GalleryRequest request) {
        if (!includes(request)) {
            return ImageStats.none(request.warnings());
        }
        int inserted = 0;
        int updatedValue = 0;
        int updatedMeta = 0;
        int unchanged = 0;
        Outcome outcome = outcomes.get(request);
        for (PlannedImage image : outcome.named()) {
            if (!image.isRemoved()) {
                boolean value = image.isUpdatedValue();
                boolean meta = image.isUpdatedMeta();
                inserted += image.isNew() ? 1 : 0;
                updatedValue += value ? 1 : 0;
                updatedMeta += meta ? 1 : 0;
                unchanged += image.isNew() || value || meta ? 0 : 1;
            }
        }
        int removed = (int) outcome.removed().stream().filter(image -> !image.isNew() && image.isRemoved()).count();
        return new ImageStats(inserted, updatedValue, updatedMeta, unchanged, removed, List.copyOf(outcome.warnings()));
    }
}
