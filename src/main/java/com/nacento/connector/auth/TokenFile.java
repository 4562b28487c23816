package com.nacento.connector.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A file of token hashes: one a line, empty lines and lines that start with {@code #} are passed over. */
public final class TokenFile {

    private TokenFile() {
    }

    /**
     * @throws IOException if the file cannot be read, or if one of its lines is no token hash; the message names the line
     *                     by its number, not by its content
     */
    public static List<TokenHash> read(Path file) throws IOException {
        List<TokenHash> tokens = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                tokens.add(TokenHash.parse(text).orElseThrow(wrongLine(file, number)));
            }
        }
        return List.copyOf(tokens);
    }

    private static Supplier<IOException> wrongLine(Path file, int number) {
        return () -> new IOException(file + ", line " + number + ": neither SHA-256 hex nor name:SHA-256 hex");
    }
}
