package com.nacento.connector.sync;

import com.nacento.connector.gallery.GalleryImage;
import com.nacento.connector.gallery.GalleryItem;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.IntSupplier;

/**
 * Cuts a stream of items into lists that fit one set-wise statement: by items, by images and by bytes, whichever is reached
 * first. An item that is too large by itself makes a chunk of its own. Items are read only as chunks are asked for.
 */
public final class ItemChunks implements Iterator<List<GalleryItem>>, Closeable {

    /** Field names, quotes and numbers around the texts of one item or image. */
    private static final int FRAME_BYTES = 96;

    private final Iterator<GalleryItem> items;
    private final IntSupplier maxItems;
    private final int maxImages;
    private final long maxBytes;
    private GalleryItem pending;

    /**
     * @param maxItems of the next chunk, asked for anew for each
     * @param maxBytes of JSON, approximately: the length of the texts as JSON plus a constant for each item and image
     */
    public ItemChunks(Iterator<GalleryItem> items, IntSupplier maxItems, int maxImages, long maxBytes) {
        this.items = items;
        this.maxItems = maxItems;
        this.maxImages = maxImages;
        this.maxBytes = maxBytes;
    }

    @Override
    public boolean hasNext() {
        return pending != null || items.hasNext();
    }

    @Override
    public List<GalleryItem> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<GalleryItem> chunk = new ArrayList<>();
        int most = maxItems.getAsInt();
        int images = 0;
        long bytes = 0;
        while (hasNext() && chunk.size() < most) {
            GalleryItem item = pending != null ? pending : items.next();
            pending = item;
            images += item.images().size();
            bytes += bytes(item);
            if (!chunk.isEmpty() && (images > maxImages || bytes > maxBytes)) {
                break;
            }
            chunk.add(item);
            pending = null;
        }
        return chunk;
    }

    /** Closes the items, if they can be closed. */
    @Override
    public void close() throws IOException {
        if (items instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /** What an item takes as JSON, approximately. */
    public static long bytes(GalleryItem item) {
        long bytes = FRAME_BYTES + bytes(item.sku());
        for (GalleryImage image : item.images()) {
            bytes += FRAME_BYTES + bytes(image.filePath()) + (image.label() == null ? 0 : bytes(image.label()));
            for (String role : image.roles()) {
                bytes += bytes(role);
            }
        }
        return bytes;
    }

    private static long bytes(String text) {
        long bytes = 3;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x20 ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
        }
        return bytes;
    }
}
