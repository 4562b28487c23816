package com.nacento.connector.deadletters;

/**
 * What became of the letters that were to be replayed.
 *
 * @param replayed   are back where they are processed, and no dead letters any more
 * @param unreadable stay: nobody can tell what they ask for, so they would only come back
 */
public record Replay(int replayed, int unreadable) {
}
