package com.nacento.connector.lab.bench;

import com.nacento.connector.lab.stage.StubObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Lying bars in SVG, in groups of a bar for each series, on a logarithmic scale: what is compared differs by orders of magnitude. */
final class BarChart {

    private static final List<String> COLOURS = List.of("#2f6fb5", "#9aa5b1", "#d98a3d");
    private static final int LEFT = 190;
    private static final int WIDTH = 520;
    private static final int BAR = 15;

    private final String title;
    private final List<String> series;
    private final List<String> groups = new ArrayList<>();
    private final List<List<OptionalDouble>> values = new ArrayList<>();

    BarChart(String title, List<String> series) {
        this.title = title;
        this.series = series;
    }

    /** A group of bars, a value for each series; empty ones are left out. */
    void add(String group, List<OptionalDouble> bars) {
        groups.add(group);
        values.add(bars);
    }

    String svg() {
        double most = values.stream().flatMap(List::stream).filter(OptionalDouble::isPresent).mapToDouble(OptionalDouble::getAsDouble).max()
                .orElse(1);
        double decades = Math.max(1, Math.ceil(Math.log10(most)));
        StringBuilder svg = new StringBuilder();
        int y = 60;
        for (int group = 0; group < groups.size(); group++) {
            text(svg, LEFT - 8, y + BAR - 3, "end", groups.get(group));
            for (int bar = 0; bar < series.size(); bar++) {
                if (values.get(group).get(bar).isPresent()) {
                    double value = values.get(group).get(bar).getAsDouble();
                    int length = (int) Math.round(WIDTH * Math.max(0, Math.log10(Math.max(1, value))) / decades);
                    svg.append(String.format("<rect x='%d' y='%d' width='%d' height='%d' fill='%s'/>%n", LEFT, y, length, BAR - 2,
                            COLOURS.get(bar)));
                    text(svg, LEFT + length + 5, y + BAR - 4, "start", Figures.number(value));
                    y += BAR;
                }
            }
            y += 8;
        }
        StringBuilder frame = new StringBuilder(
                String.format("<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif' font-size='12'>%n"
                        + "<rect width='100%%' height='100%%' fill='white'/>%n", LEFT + WIDTH + 70, y + 15));
        frame.append("<text x='12' y='22' font-size='15'>").append(StubObject.xml(title)).append("</text>\n");
        for (int i = 0; i < series.size(); i++) {
            frame.append(String.format("<rect x='%d' y='34' width='12' height='12' fill='%s'/>%n", LEFT + 130 * i, COLOURS.get(i)));
            text(frame, LEFT + 130 * i + 17, 44, "start", series.get(i));
        }
        for (int decade = 0; decade <= decades; decade++) {
            int x = LEFT + (int) Math.round(WIDTH * decade / decades);
            frame.append(String.format("<path d='M%d 54V%d' stroke='#ddd'/>%n", x, y));
            text(frame, x, y + 10, "middle", String.format(Locale.ROOT, "%,.0f", Math.pow(10, decade)));
        }
        return frame.append(svg).append("</svg>\n").toString();
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String text) {
        svg.append(String.format("<text x='%d' y='%d' text-anchor='%s'>%s</text>%n", x, y, anchor, StubObject.xml(text)));
    }
}
