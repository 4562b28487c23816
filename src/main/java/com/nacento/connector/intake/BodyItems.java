package com.nacento.connector.intake;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.nacento.connector.gallery.GalleryItem;
import com.nacento.connector.gallery.RequestTerms;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** The items of a bulk request, each read when it is asked for; never more than one is held. Closing it closes the body. */
public final class BodyItems implements Iterator<GalleryItem>, Closeable {

    private final JsonParser json;
    private final ItemReader reader;
    private final RequestTerms terms;
    private int index;
    private boolean ready;
    private boolean ended;

    /** @param terms those of the request, for items that do not say how they are meant */
    BodyItems(JsonParser json, ItemReader reader, RequestTerms terms) {
        this.json = json;
        this.reader = reader;
        this.terms = terms;
    }

    @Override
    public boolean hasNext() {
        if (!ready && !ended) {
            try {
                ready = advance();
                if (!ready) {
                    close();
                }
            } catch (IOException failure) {
                throw StrictJson.refusal(failure);
            }
        }
        return ready;
    }

    @Override
    public GalleryItem next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ready = false;
        try {
            return reader.readOfBulk(json, index++, terms);
        } catch (IOException failure) {
            throw StrictJson.refusal(failure);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        json.close();
    }

    private boolean advance() throws IOException {
        if (index == 0 && !find(json)) {
            return false;
        }
        JsonToken token = json.nextToken();
        return token != null && token != JsonToken.END_ARRAY;
    }

    /** Goes to the array of items, in the body's object or in its {@code request}; whether there is one. */
    public static boolean find(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        boolean outermost = true;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (name.equals("items") && value == JsonToken.START_ARRAY) {
                return true;
            }
            if (outermost && name.equals("request") && value == JsonToken.START_OBJECT) {
                outermost = false;
            } else {
                JsonValue.skip(json);
            }
        }
        return false;
    }
}
