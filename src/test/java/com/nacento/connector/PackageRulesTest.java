package com.nacento.connector;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The floor plan: each package is a story, and looks only down. */
class PackageRulesTest {

    private static final String ROOT = "com.nacento.connector";

    /** From the ground up. A package may use those of lower floors, and no other one of its own. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("auth", "failure", "log"),
            Set.of("config"),
            Set.of("database", "queue"),
            Set.of("gallery"),
            Set.of("intake", "storage"),
            Set.of("sync", "health", "pim", "audit"),
            Set.of("http", "message", "akeneo"),
            Set.of("bulk", "refresh", "deadletters", "arrival", "bucketevent"),
            Set.of("page", "source"),
            Set.of("serve", "doctor", "client", "envphp"),
            Set.of("cli"));

    private static final JavaClasses PRODUCT = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void everyPackageStandsOnAFloor() {
        Set<String> there = new TreeSet<>();
        for (JavaClass each : PRODUCT) {
            if (!each.getPackageName().equals(ROOT)) {
                there.add(each.getPackageName().substring(ROOT.length() + 1));
            }
        }
        Set<String> named = new TreeSet<>();
        FLOORS.forEach(named::addAll);

        assertThat(there).isEqualTo(named);
    }

    @Test
    void packagesLookOnlyDown() {
        List<String> allowed = new ArrayList<>();
        for (Set<String> floor : FLOORS) {
            for (String story : floor) {
                List<String> below = new ArrayList<>(allowed);
                below.add(ROOT + "." + story);
                noClasses().that().resideInAPackage(ROOT + "." + story).should()
                        .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(below.toArray(String[]::new)))))
                        .as(story + " uses only the floors below it").check(PRODUCT);
            }
            floor.forEach(story -> allowed.add(ROOT + "." + story));
        }
    }

    @Test
    void noCircleOfPackages() {
        slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', value = {
        "software.amazon..                                        | storage page health doctor serve",
        "com.rabbitmq..                                           | queue deadletters health doctor serve",
        "org.springframework.amqp..                               | queue deadletters health doctor serve",
        "java.sql.. javax.sql.. org.springframework.jdbc..        | failure database health doctor serve",
        "io.vertx..                                               | http serve",
        "net.thisptr..                                            | pim",
        "redis.clients..                                          | refresh doctor"})
    void aClientLibraryIsUsedWhereItIsAtHome(String library, String packages) {
        List<String> homes = new ArrayList<>();
        for (String story : packages.split(" ")) {
            homes.add(ROOT + "." + story);
        }
        classes().that().resideOutsideOfPackages(homes.toArray(String[]::new)).should().onlyDependOnClassesThat(
                not(resideInAnyPackage(library.split(" ")))).check(PRODUCT);
    }

    @Test
    void theProductKnowsNothingOfTheLab() {
        noClasses().should().dependOnClassesThat().resideInAPackage(ROOT + ".lab..").check(PRODUCT);
        assertThat(PRODUCT).noneMatch(each -> each.getPackageName().startsWith(ROOT + ".lab"));
    }
}
