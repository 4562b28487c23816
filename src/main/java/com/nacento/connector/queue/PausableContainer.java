package com.nacento.connector.queue;

import java.time.Duration;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;

/**
 * Consumers that pause with {@link Consumption}. A pause ends what was taken and lets it be acknowledged, however long that takes; what is
 * only prefetched goes back to the queue. A stop of the service, or a restart of the route, has no such patience: after some seconds it
 * interrupts what is under way, and its messages go back; during a pause that still ends something, the end of the process does that.
 * Whoever starts consumers during a pause gets them when it ends.
 */
class PausableContainer extends SimpleMessageListenerContainer implements Consumption.Taker {

    private static final long AS_LONG_AS_IT_TAKES = Duration.ofDays(1).toMillis();

    private final transient Consumption consumption;
    private boolean wanted;
    private boolean ending;

    PausableContainer(ConnectionFactory connections, Consumption consumption) {
        super(connections);
        this.consumption = consumption;
        consumption.follows(this);
    }

    @Override
    public synchronized void start() {
        wanted = true;
        resume();
    }

    @Override
    public void stop() {
        synchronized (this) {
            wanted = false;
        }
        // waits for consumers, which may stop it themselves
        super.stop();
    }

    @Override
    public synchronized void pause() {
        if (!ending && isRunning()) {
            ending = true;
            long usual = getShutdownTimeout();
            setShutdownTimeout(AS_LONG_AS_IT_TAKES);
            try {
                super.stop(() -> ended(usual));
            } catch (RuntimeException e) {
                ending = false;
                setShutdownTimeout(usual);
                throw e;
            }
        }
    }

    @Override
    public synchronized boolean isEnding() {
        return ending;
    }

    private synchronized void ended(long usual) {
        ending = false;
        setShutdownTimeout(usual);
        resume();
    }

    @Override
    public synchronized void resume() {
        // started while others end, there would be none when these have ended
        if (wanted && !ending && !consumption.isPaused()) {
            super.start();
        }
    }

    @Override
    public void destroy() {
        consumption.leaves(this);
        super.destroy();
    }
}
