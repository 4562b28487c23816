package com.nacento.connector.config;

import com.nacento.connector.auth.TokenFile;
import com.nacento.connector.auth.TokenHash;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Who may call the API.
 *
 * @param tokens     those of the setting itself
 * @param tokensFile a file with more of them, which may change while the service runs
 */
public record AuthSettings(Mode mode, List<TokenHash> tokens, Optional<Path> tokensFile) {

    private static final String MODE = "nacento.auth.mode";
    private static final String TOKENS = "nacento.auth.tokens";
    private static final String TOKENS_FILE = "nacento.auth.tokens-file";

    /** How callers are checked. */
    public enum Mode {
        /** Bearer tokens whose hashes are configured here. */
        TOKEN,
        /** Access tokens of Magento's own integrations. */
        MAGENTO,
        /** Nobody is checked. */
        NONE
    }

    static AuthSettings from(SettingValues read, boolean needed) {
        Mode mode = read.choice(MODE, Mode.class);
        List<TokenHash> tokens = read.list(TOKENS).stream().map(token -> hash(read, token)).toList();
        Optional<Path> file = Optional.of(read.text(TOKENS_FILE)).filter(name -> !name.isEmpty()).map(Path::of);
        if (needed && mode == Mode.TOKEN && tokens.isEmpty() && !holdsTokens(read, file)) {
            throw new SettingsException(SettingName.shown(TOKENS) + " is missing and " + SettingName.shown(TOKENS_FILE)
                    + " brings none: run \"./nacento token NAME\" and set the line it prints.");
        }
        return new AuthSettings(mode, tokens, file);
    }

    private static TokenHash hash(SettingValues read, String token) {
        return TokenHash.parse(token).orElseThrow(() -> read.wrong(TOKENS,
                "give a comma-separated list of SHA-256 hex (64 digits) or name:SHA-256 hex, as \"./nacento token\" prints."));
    }

    private static boolean holdsTokens(SettingValues read, Optional<Path> file) {
        try {
            return file.isPresent() && !TokenFile.read(file.get()).isEmpty();
        } catch (IOException e) {
            throw read.wrong(TOKENS_FILE, "it cannot be read: " + Shown.oneLine(e.toString()));
        }
    }
}
