package com.nacento.connector.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nacento.connector.database.DatabaseServer.Product;
import com.nacento.connector.failure.IncompatibleShopException;
import com.nacento.connector.routes.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseServerTest {

    /** As they answer VERSION() and @@version_comment. */
    @ParameterizedTest
    @CsvSource({
        "10.6.0-MariaDB, mariadb.org binary distribution, MARIADB, 10.6.0-MariaDB",
        "10.11.6-MariaDB-0+deb12u1-log, Debian 12, MARIADB, 10.11.6-MariaDB-0+deb12u1-log",
        "11.4.4-MariaDB-log, managed by https://aws.amazon.com/rds/, MARIADB, 11.4.4-MariaDB-log",
        "12.0.2-MariaDB-ubu2404, mariadb.org binary distribution, MARIADB, 12.0.2-MariaDB-ubu2404",
        "8.0.21, MySQL Community Server - GPL, MYSQL, MySQL 8.0.21",
        "8.4.3, MySQL Community Server - GPL, MYSQL, MySQL 8.4.3",
        "9.1.0-commercial, MySQL Enterprise Server - Commercial, MYSQL, MySQL 9.1.0-commercial",
        "8.0.36-28, 'Percona Server (GPL), Release 28, Revision 47601f19', MYSQL, MySQL 8.0.36-28",
        "8.0.35-google, (Google), MYSQL, MySQL 8.0.35-google",
        "8.0.28, Source distribution, MYSQL, MySQL 8.0.28",
        "8.0.42-0ubuntu0.24.04.1, (Ubuntu), MYSQL, MySQL 8.0.42-0ubuntu0.24.04.1"})
    void mariaDbAndMySqlAreToldApart(String version, String comment, Product product, String words) {
        DatabaseServer server = DatabaseServer.of(Samples.server(version, comment).get(0));

        assertThat(server.product()).isEqualTo(product);
        assertThat(server).hasToString(words);
        assertThat(server.returnsIds()).isEqualTo(product == Product.MARIADB);
    }

    @ParameterizedTest
    @CsvSource({
        "10.5.29-MariaDB, mariadb.org binary distribution, too old: the connector needs MariaDB 10.6 or newer",
        "5.5.68-MariaDB, MariaDB Server, too old: the connector needs MariaDB 10.6 or newer",
        "8.0.20, MySQL Community Server - GPL, too old: the connector needs MySQL 8.0.21 or newer",
        "5.7.44-log, MySQL Community Server (GPL), too old: the connector needs MySQL 8.0.21 or newer",
        "8.0.11-TiDB-v8.5.0, TiDB Server (Apache License 2.0) Community Edition, neither MariaDB nor MySQL",
        "8.0.34-Vitess, Version: 21.0.0, neither MariaDB nor MySQL",
        "8.4.0, OceanBase_CE 4.3.5, neither MariaDB nor MySQL",
        "PostgreSQL 16, none, neither MariaDB nor MySQL"})
    void whatTheStatementsDoNotRunOnIsRefusedInOneLine(String version, String comment, String words) {
        assertThatThrownBy(() -> DatabaseServer.of(Samples.server(version, comment).get(0))).isInstanceOf(IncompatibleShopException.class)
                .hasMessageContaining(words).hasMessageContaining(version).message().doesNotContain("\n");
    }
}
