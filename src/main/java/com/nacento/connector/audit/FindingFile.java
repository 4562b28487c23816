package com.nacento.connector.audit;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings as CSV (RFC 4180), a line each, as they come. */
public final class FindingFile implements Consumer<AuditFinding>, AutoCloseable {

    /** Writes nothing. */
    public static final FindingFile NONE = new FindingFile(null);

    private static final List<String> COLUMNS = List.of("kind", "confirmed", "brought", "path", "product_id", "sku", "value_id", "role",
            "store", "detail");
    private static final Pattern MUST_BE_QUOTED = Pattern.compile("[\",\r\n]");
    /** A spreadsheet would take it for a formula. */
    private static final Pattern FORMULA = Pattern.compile("^[=+@\t\r-]");
    /** So would one that takes semicolons for the ends of cells. */
    private static final Pattern FORMULA_INSIDE = Pattern.compile("([;\t])(?=[=+@-])");

    private final BufferedWriter out;

    private FindingFile(BufferedWriter out) {
        this.out = out;
    }

    /** A file, written anew. */
    public static FindingFile at(Path file) throws IOException {
        FindingFile findings = new FindingFile(Files.newBufferedWriter(file));
        findings.line(COLUMNS.stream());
        return findings;
    }

    @Override
    public void accept(AuditFinding finding) {
        if (out != null) {
            line(Stream.of(finding.kind().code(), finding.confirmed() ? "yes" : "no", finding.brought() ? "yes" : "no", finding.path(),
                    finding.product(), finding.sku(), finding.image(), finding.role(), finding.store(), finding.detail()));
        }
    }

    private void line(Stream<?> values) {
        try {
            out.write(values.map(value -> Objects.toString(value, "")).map(FindingFile::field).collect(Collectors.joining(",")));
            out.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the file of the findings cannot be written: " + e.getMessage(), e);
        }
    }

    private static String field(String value) {
        String text = FORMULA_INSIDE.matcher(FORMULA.matcher(value).find() ? "'" + value : value).replaceAll("$1'");
        return MUST_BE_QUOTED.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
