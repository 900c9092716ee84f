package org.signalbox.vswitch.engine;

/**
 * What extensions of one switch name by numbers, which are for the hot path.
 *
 * @param reasons to drop
 * @param rules   that are counted
 */
record Numbers(DropReasons reasons, RuleCounters rules) {
    Numbers() {
        this(new DropReasons(), new RuleCounters());
    }
}
