package com.nacento.connector.message;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the one whose request the database refuses: a round is worked on as a whole, and halved each time that something of it is
 * refused, nobody knows what, until what is at fault is alone with that. It comes again last, so that it holds up nobody.
 */
final class MessageHalves {

    private static final int MOST_ALONE = 10;

    private List<MessageItem> current;
    private final Deque<List<MessageItem>> later = new ArrayDeque<>();
    /** In a row: refusals of a single one. */
    private int alone;

    /** @param round all of it; more may be added until the work begins */
    MessageHalves(List<MessageItem> round) {
        current = round;
    }

    /** What is worked on now. */
    Stream<MessageItem> stream() {
        return current.stream();
    }

    /** The same, in an order that stays. */
    List<MessageItem> current() {
        return current;
    }

    /**
     * Something of the current part is refused.
     *
     * @return whom to blame: nobody while it can be halved, else the one that is left. If many are, one after the other, it is all
     *         of them, and they are refused together
     */
    List<MessageItem> refused() {
        List<MessageItem> open = current.stream().filter(item -> item.isDue() || item.isToBeReported()).toList();
        if (open.size() > 1 && alone < MOST_ALONE) {
            later.addFirst(open.subList(open.size() / 2, open.size()));
            current = open.subList(0, open.size() / 2);
            return List.of();
        }
        later.addLast(open);
        alone++;
        if (alone == MOST_ALONE) {
            current = later.stream().flatMap(List::stream).toList();
            later.clear();
        } else {
            current = later.remove();
        }
        return open;
    }

    /**
     * Nothing of the current part is refused, and how its requests ended is noted.
     *
     * @param ended whether none of them is due any more
     * @return whether that was the last part
     */
    boolean accepted(boolean ended) {
        alone = 0;
        if (ended && !later.isEmpty()) {
            current = later.remove();
            return false;
        }
        return ended;
    }
}
