package com.nacento.connector.client;

import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar that moves, with rate and time left, for people in front of a terminal. It is drawn on standard error. */
public final class TerminalBar implements Progress {

    private final ProgressBar bar;
    private final AtomicLong failed = new AtomicLong();

    public TerminalBar(long total) {
        bar = new ProgressBarBuilder().setTaskName("sync").setInitialMax(total).setUnit(" SKUs", 1).showSpeed()
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(250).build();
    }

    @Override
    public void add(int items, int failures) {
        bar.stepBy(items);
        if (failures > 0) {
            bar.setExtraMessage(" " + failed.addAndGet(failures) + " failed");
        }
    }

    @Override
    public void note(String line) {
        bar.setExtraMessage(" " + line);
    }

    @Override
    public void close() {
        bar.close();
    }
}
