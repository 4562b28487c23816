package com.nacento.connector.audit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Something that one side says of a path.
 *
 * @param path   in Magento's form: what rows and objects are brought together by
 * @param kind   what it is; of one path the object comes first, and its copies last
 * @param fields what else is known, by the kind's own order; a text that is not there is empty
 */
record Fact(String path, Kind kind, List<String> fields) {

    static final Comparator<Fact> ORDER = Comparator.comparing(Fact::path).thenComparing(Fact::kind);

    enum Kind {
        /** The bucket has it: ETag, size, time. */
        OBJECT,
        /** A product's gallery has it: {@link GalleryWalk} says the fields. */
        IMAGE,
        /** A role names it, and no gallery row of its product does. */
        ROLE,
        /** A gallery row has it that some product links. */
        LINKED,
        /** A gallery row has it that no product links. */
        UNLINKED,
        /** The bucket has a resized copy of it: path of the copy. */
        COPY
    }

    Fact(String path, Kind kind, String... fields) {
        this(path, kind, Arrays.stream(fields).map(field -> field == null ? "" : field).toList());
    }

    /** Or {@code null}. */
    String field(int index) {
        String field = fields.get(index);
        return field.isEmpty() ? null : field;
    }

    void write(DataOutput out) throws IOException {
        out.writeUTF(path);
        out.writeByte(kind.ordinal());
        out.writeByte(fields.size());
        for (String field : fields) {
            out.writeUTF(field);
        }
    }

    static Fact read(DataInput in) throws IOException {
        String path = in.readUTF();
        Kind kind = Kind.values()[in.readByte()];
        String[] fields = new String[in.readByte()];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = in.readUTF();
        }
        return new Fact(path, kind, fields);
    }

    /** About what it takes of the heap, in bytes. */
    long weight() {
        long characters = path.length();
        for (String field : fields) {
            characters += field.length() + 56;
        }
        return 160 + characters * 2;
    }
}
