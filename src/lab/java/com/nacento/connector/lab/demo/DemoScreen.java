package com.nacento.connector.lab.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What the demo prints: numbered sections, indented text, aligned columns, nothing wider than a terminal. */
final class DemoScreen {

    private static final String INDENT = "   ";
    private static final int WIDTH = 96;

    private final PrintStream out;
    private int sections;

    DemoScreen(PrintStream out) {
        this.out = out;
    }

    void section(String title) {
        out.printf("%n%d  %s%n", ++sections, title);
    }

    /** One line of text as it is. */
    void line(String text) {
        out.println((INDENT + text).stripTrailing());
    }

    void gap() {
        out.println();
    }

    /** A long text, such as an answer's JSON, broken after commas and blanks; further lines stand under the first. */
    void wrapped(String first, String text) {
        String hanging = " ".repeat(first.length());
        String head = first;
        String rest = text;
        while (INDENT.length() + head.length() + rest.length() > WIDTH) {
            int room = WIDTH - INDENT.length() - head.length();
            int cut = Math.max(rest.lastIndexOf(',', room - 1), rest.lastIndexOf(' ', room - 1)) + 1;
            cut = cut > 0 ? cut : room;
            line(head + rest.substring(0, cut));
            rest = rest.substring(cut).stripLeading();
            head = hanging;
        }
        line(head + rest);
    }

    /** Rows of cells under a heading; columns of numbers, or none, stand on the right, the last column is wrapped. */
    void table(List<String> heading, List<List<String>> rows) {
        List<List<String>> all = new ArrayList<>();
        all.add(heading);
        all.addAll(rows);
        int last = heading.size() - 1;
        for (List<String> row : all) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < last; column++) {
                line.append(padded(all, row, column)).append("  ");
            }
            wrapped(line.toString(), padded(all, row, last).stripTrailing());
        }
    }

    private static String padded(List<List<String>> all, List<String> row, int column) {
        int width = all.stream().mapToInt(cells -> cells.get(column).length()).max().orElse(0);
        boolean numbers = all.stream().skip(1).allMatch(cells -> cells.get(column).matches("[0-9]*|-"));
        String blanks = " ".repeat(width - row.get(column).length());
        return numbers ? blanks + row.get(column) : row.get(column) + blanks;
    }
}
