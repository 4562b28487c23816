package com.nacento.connector.lab.stage;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --database}, of all commands that bring a database server. */
public final class DatabaseOption {

    @Option(names = "--database", paramLabel = "NAME", defaultValue = "mariadb", converter = Name.class,
            description = "The server that is started unless NACENTO_TEST_DB_URL names one: mariadb or mysql (default: ${DEFAULT-VALUE}).")
    private EmbeddedDatabase.Product product;

    public EmbeddedDatabase.Product product() {
        return product;
    }

    /** Reads the name. */
    public static final class Name implements ITypeConverter<EmbeddedDatabase.Product> {
        @Override
        public EmbeddedDatabase.Product convert(String name) {
            try {
                return EmbeddedDatabase.Product.valueOf(name.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("there is mariadb and mysql, not " + name);
            }
        }
    }
}
