package org.signalbox.vswitch;

/**
 * The flow caches of a switch at one moment, all workers' together.
 *
 * @param flows    that are known
 * @param capacity flows that there is room for now; it grows with them up to a bound
 * @param hits     frames whose way was known, or was but for stages that are always called
 * @param misses   frames whose way was not
 * @param epoch    how often all flows were forgotten, since something they depend on has changed
 */
public record FlowCacheStatus(long flows, long capacity, long hits, long misses, long epoch) {
}
