package com.nacento.connector.doctor;

import com.nacento.connector.failure.Trouble;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Does the database let the connector in? */
final class DatabaseConnection implements Check {

    private static final int ACCESS_DENIED = 1045;
    /** So MySQL answers for some accounts that are not there, as if they were and had another way to log in. */
    private static final String UNKNOWN_PLUGIN = "Client does not support authentication protocol";
    private static final int NO_RIGHT_ON_DATABASE = 1044;
    private static final int UNKNOWN_DATABASE = 1049;
    private static final int INSECURE_TRANSPORT = 3159;
    private static final String TLS = "append ?sslMode=verify-full to nacento.db.url (see docs/security.md), or the option "
            + "serverRsaPublicKeyFile=… with the server's public key";
    private static final Pattern ACCOUNT = Pattern.compile("'[^']*'@'[^']*'");
    /** A chunk is 4 MiB at most, the quarter of what the server takes at once. */
    private static final long ENOUGH_AT_ONCE = 16L << 20;

    @Override
    public String name() {
        return "db_connect";
    }

    @Override
    public Finding look(Site site) throws Exception {
        Finding finding = new Finding().with("user", site.databaseSettings().user());
        try {
            Map<String, Object> server = server(site);
            finding.with("server", server.get("version")).with("database", server.get("database_name")).with("account",
                    server.get("account"));
            long packet = ((Number) server.get("max_allowed_packet")).longValue();
            if (packet < ENOUGH_AT_ONCE) {
                finding.with("max_allowed_packet",
                        packet + ": bulks are cut into small chunks, and a SKU with many images may not fit at all; 16M is usual");
            }
            return finding;
        } catch (RuntimeException e) {
            return finding.wrong(Reason.of(e),
                    Trouble.isInsecure(e)
                            ? TLS
                            : advice(Reason.of(e).contains(UNKNOWN_PLUGIN) ? ACCESS_DENIED : Reason.sqlCode(e), Reason.of(e), site));
        }
    }

    /** Version, database and account as the server sees them. */
    static Map<String, Object> server(Site site) throws SkippedException {
        List<Map<String, Object>> rows = site.rows("find-server", Map.of());
        return rows.get(0);
    }

    private static String advice(int code, String reason, Site site) throws SkippedException {
        return switch (code) {
            case ACCESS_DENIED -> {
                Grants grants = grants(site, Grants.quoted(site.databaseSettings().user()) + "@'%'");
                yield "check nacento.db.user and nacento.db.password, and that the account may come from this machine ('user'@'host'). If "
                        + "there is no such account yet, put its password into the first of these statements, and run them in the database "
                        + "as somebody who may create users and grant rights:\n" + grants.user() + "\n"
                        + String.join("\n", grants.all(site.settings()));
            }
            case INSECURE_TRANSPORT -> TLS;
            case NO_RIGHT_ON_DATABASE, UNKNOWN_DATABASE -> {
                Matcher named = ACCOUNT.matcher(reason);
                String account = named.find() ? named.group() : Grants.quoted(site.databaseSettings().user()) + "@'%'";
                yield "check the database's name in nacento.db.url. If it is right, the account has no rights there yet: run this in the "
                        + "database, as somebody who may grant rights, and look again:\n"
                        + String.join("\n", grants(site, account).all(site.settings()));
            }
            default -> "check host and port in nacento.db.url, that the server runs, and that no firewall is in between";
        };
    }

    private static Grants grants(Site site, String account) throws SkippedException {
        return Grants.unknown(site.databaseSettings().url(), account, site.databaseSettings().tablePrefix());
    }
}
