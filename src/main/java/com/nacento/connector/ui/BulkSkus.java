package com.nacento.connector.ui;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nacento.connector.database.Rows;
import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryImages;
import com.nacento.connector.gallery.ImagePathRules;
import com.nacento.connector.gallery.InvalidItemException;
import com.nacento.connector.http.BadRequestException;
import com.nacento.connector.http.NotFoundException;
import com.nacento.connector.http.Query;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The SKUs of an asynchronous bulk, a page at a time: what each asked for, and what became of it. */
public final class BulkSkus {

    private static final int PAGE = 50;
    private static final int LONGEST_TEXT = 100;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern COUNTS = Pattern.compile(
            "(\\d+) inserted, (\\d+) updated, (\\d+) new ETags, (\\d+) unchanged(?:; (.*))?", Pattern.DOTALL);

    /** What the page can show of a bulk: statuses, and how the message must begin. */
    private enum State {
        ALL("1,2,3,4,5", ""),
        OPEN("4", ""),
        DONE("1", ""),
        CHANGED("1", "^([1-9]|0 inserted, [1-9]|0 inserted, 0 updated, [1-9])"),
        WARNED("1", "^duplicate_sku|unchanged; "),
        FAILED("2,3,5", "");

        private final String statuses;
        private final String message;

        State(String statuses, String message) {
            this.statuses = statuses;
            this.message = message;
        }
    }

    /** An image that was asked for. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Image(@JsonProperty("file_path") String filePath, @JsonProperty("label") String label, @JsonProperty("roles") List<String> roles) {
    }

    /** How many images were what; {@code null} while that is not known. */
    public record Counts(
            @JsonProperty("inserted") int inserted, @JsonProperty("updated_value") int updatedValue,
            @JsonProperty("updated_meta") int updatedMeta, @JsonProperty("skipped_no_change") int skippedNoChange) {
    }

    /**
     * One SKU.
     *
     * @param id     its operation in the bulk
     * @param status Magento's operation status
     * @param error  why it failed, or {@code null}
     * @param millis from submission to its end, or {@code null}
     */
    public record Sku(
            @JsonProperty("id") long id, @JsonProperty("sku") String sku, @JsonProperty("status") int status, @JsonProperty("error") String error,
            @JsonProperty("image_stats") Counts counts, @JsonProperty("warnings") List<String> warnings, @JsonProperty("images") List<Image> images,
            @JsonProperty("millis") Long millis) {
    }

    /** @param next ask with {@code after=<next>} for the following ones; {@code null}: there are none */
    public record Page(@JsonProperty("skus") List<Sku> skus, @JsonProperty("next") Long next) {
    }

    private final String topic;
    private final ImagePathRules paths;

    public BulkSkus(String topic, ImagePathRules paths) {
        this.topic = topic;
        this.paths = paths;
    }

    /**
     * The parameters for a page.
     *
     * @param query {@code state} (all, open, done, changed, warned, failed), {@code text}, {@code after}
     * @throws BadRequestException if it makes no sense
     */
    public Map<String, Object> parameters(String uuid, String query) {
        Query asked = new Query(query);
        State state = state(asked.text("state", "all"));
        String text = asked.text("text", "").strip();
        if (text.length() > LONGEST_TEXT) {
            throw new BadRequestException("%1 is longer than %2 characters.", "text", LONGEST_TEXT);
        }
        return Map.of("bulk_uuid", uuid.getBytes(StandardCharsets.UTF_8), "topic", topic, "after", asked.number("after", 0),
                "statuses", state.statuses, "message", state.message, "text", text);
    }

    private static State state(String name) {
        for (State state : State.values()) {
            if (state.name().equalsIgnoreCase(name)) {
                return state;
            }
        }
        throw new BadRequestException("%1 is no state of a SKU.", name);
    }

    /** The page. */
    public Page page(List<Map<String, Object>> rows) {
        List<Sku> skus = rows.stream().limit(PAGE).map(this::sku).toList();
        return new Page(skus, rows.size() > PAGE ? skus.get(PAGE - 1).id() : null);
    }

    private Sku sku(Map<String, Object> row) {
        JsonNode asked = tree(Rows.text(row, "serialized_data"));
        String sku = Rows.text(row, "sku") == null ? asked.path("sku").asText("") : Rows.text(row, "sku");
        int status = Rows.number(row, "status").intValue();
        String message = Rows.text(row, "result_message");
        Matcher counts = COUNTS.matcher(message == null ? "" : message);
        boolean counted = status == 1 && counts.matches();
        List<String> warnings = counted ? counts.group(5) == null ? List.of() : List.of(counts.group(5).split("; "))
                : status == 1 && message != null ? List.of(message) : List.of();
        return new Sku(Rows.number(row, "operation_key"), sku, status, status == 1 || status == 4 ? null : message,
                counted ? new Counts(number(counts, 1), number(counts, 2), number(counts, 3), number(counts, 4)) : null,
                warnings, images(Rows.text(row, "images"), asked), Rows.number(row, "millis"));
    }

    private static int number(Matcher counts, int group) {
        return Integer.parseInt(counts.group(group));
    }

    private List<Image> images(String stored, JsonNode asked) {
        if (stored != null) {
            return GalleryImages.read(stored).stream().map(BulkSkus::image).toList();
        }
        List<Image> images = new ArrayList<>();
        for (JsonNode image : asked.path("images")) {
            String given = image.path("file_path").asText("");
            List<String> roles = new ArrayList<>();
            image.path("roles").forEach(role -> roles.add(role.asText()));
            images.add(new Image(valueOf(given), image.path("label").isTextual() ? image.path("label").asText() : null, roles));
        }
        return images;
    }

    private static Image image(GalleryImage image) {
        return new Image(image.filePath(), image.label(), List.copyOf(image.roles()));
    }

    /** The path in Magento's form; as it was given, if it is none. */
    private String valueOf(String given) {
        try {
            return paths.magentoValue(given);
        } catch (InvalidItemException refused) {
            return given;
        }
    }

    private static JsonNode tree(String json) {
        try {
            return json == null ? JSON.createObjectNode() : JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            // somebody else's operation on our topic: there is nothing to be shown of what it asked for
            return JSON.createObjectNode();
        }
    }
}
