package com.nacento.connector.cli;

import java.util.concurrent.Callable;

/**
 * A command that another jar on the class path brings, named in its {@code META-INF/services}: demo, benchmark and fault test are there
 * where the project is built, and not where it only runs.
 */
public interface AddedCommand extends Callable<Integer> {
}
