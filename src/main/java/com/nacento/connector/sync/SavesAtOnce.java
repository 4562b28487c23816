package com.nacento.connector.sync;

import java.time.Duration;

/**
 * How many chunks are saved at the same time at the moment. A database that is busy with too many transactions makes each of them
 * last: one that takes longer than a second halves their number, which shortens how long rows are locked and costs nothing, while
 * smaller chunks ({@link ChunkSize}) would make more work. When things go fast again there are more, slowly, up to what is
 * configured.
 */
public final class SavesAtOnce {

    private static final int FAST_ONES_FOR_MORE = 10;
    /** While one waits for its commit, the other one can work. */
    private static final int LEAST = 2;

    private final int most;
    private int allowed;
    private int running;
    private int fastOnes;
    private int cuts;

    /** @param most as many as there are threads for chunks */
    public SavesAtOnce(int most) {
        this.most = most;
        this.allowed = most;
    }

    /** How many there may be now. */
    public synchronized int allowed() {
        return allowed;
    }

    /**
     * Waits until one more may begin; whoever begins also ends.
     *
     * @return what {@link #end} is to be told
     */
    public synchronized int begin() {
        boolean interrupted = false;
        while (running >= allowed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        running++;
        return cuts;
    }

    /**
     * One has ended, well or not.
     *
     * @param begun what {@link #begin} said
     * @param time  since it has begun
     * @return whether it took too long for the size of its chunk; {@code false} if it is the number that was too large
     */
    public synchronized boolean end(int begun, Duration time) {
        running--;
        notifyAll();
        if (!ChunkSize.isTooLong(time)) {
            fastOnes = ChunkSize.isFast(time) ? fastOnes + 1 : fastOnes;
            if (fastOnes >= FAST_ONES_FOR_MORE) {
                fastOnes = 0;
                allowed = Math.min(most, allowed + 1);
            }
            return false;
        }
        fastOnes = 0;
        boolean isNews = begun == cuts;
        if (isNews && allowed > LEAST) {
            cuts++;
            allowed = Math.max(LEAST, allowed / 2);
            return false;
        }
        return isNews;
    }
}
