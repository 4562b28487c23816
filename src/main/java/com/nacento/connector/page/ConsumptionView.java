package com.nacento.connector.page;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.nacento.connector.auth.Caller;
import com.nacento.connector.queue.Consumption;

/** Whether consumption is paused, for the page, which pauses and resumes it. */
public final class ConsumptionView {

    /**
     * How it is at the moment.
     *
     * @param since    milliseconds since 1970, or {@code null} while it is not paused
     * @param by       whose token it was; {@code null}: nobody is asked for one
     * @param underWay how many pieces of work have not ended yet
     */
    public record Shown(
            @JsonProperty("paused") boolean paused, @JsonProperty("since") Long since, @JsonProperty("by") String by,
            @JsonProperty("under_way") int underWay) {

        static Shown of(Consumption.State state) {
            return new Shown(state.isPaused(), state.isPaused() ? state.since().toEpochMilli() : null, state.by(), state.underWay());
        }
    }

    private final Consumption consumption;

    public ConsumptionView(Consumption consumption) {
        this.consumption = consumption;
    }

    /** How it is at the moment. */
    public Shown view() {
        return Shown.of(consumption.state());
    }

    /**
     * Pauses it.
     *
     * @param caller whose token it is; where nobody is asked for one, nobody is named
     */
    public Shown pause(String caller) {
        return Shown.of(consumption.pause(Caller.sender(caller)));
    }

    /**
     * Resumes it.
     *
     * @param caller whose token it is; where nobody is asked for one, nobody is named
     */
    public Shown resume(String caller) {
        return Shown.of(consumption.resume(Caller.sender(caller)));
    }
}
