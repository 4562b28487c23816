package com.nacento.connector.queue;

import com.nacento.connector.failure.Cause;
import com.nacento.connector.failure.Excerpt;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why the broker has closed a channel. That is how it answers to a message that it does not take for what the message is. */
final class ChannelEnd {

    private static final String FOR_THE_MESSAGE = AMQP.PRECONDITION_FAILED + "|" + AMQP.CONTENT_TOO_LARGE;
    /** How the client library writes it; Spring hands on nothing else. */
    private static final Pattern WRITTEN = Pattern
            .compile("channel\\.close>\\(reply-code=(?:" + FOR_THE_MESSAGE + "), reply-text=(.*?), class-id=", Pattern.DOTALL);
    private static final Pattern SIZE = Pattern.compile("\\bsize\\b|too.large|larger", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST = 200;

    private ChannelEnd() {
    }

    /** What the broker has against the message, if that is why. */
    static Optional<String> refusal(Throwable failure) {
        return Cause.in(failure, ShutdownSignalException.class).filter(closed -> closed.getReason() instanceof AMQP.Channel.Close)
                .flatMap(closed -> refusal(closed.getMessage()));
    }

    /** The same of the text of a {@link ShutdownSignalException}; {@code null}: there is none. */
    static Optional<String> refusal(String written) {
        Matcher closed = WRITTEN.matcher(written == null ? "" : written);
        return closed.find() ? Optional.of(words(closed.group(1))) : Optional.empty();
    }

    private static String words(String text) {
        String said = ": " + Excerpt.of(text, LONGEST);
        return SIZE.matcher(text).find()
                ? "the broker refuses a message that is larger than its max_message_size, which has to be raised" + said
                : "the broker refuses a message" + said;
    }
}
