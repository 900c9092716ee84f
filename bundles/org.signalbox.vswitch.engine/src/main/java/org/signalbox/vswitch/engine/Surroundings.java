package org.signalbox.vswitch.engine;

/**
 * What stages of one switch are given: the names that they use by number, which are for the hot path, and whether what
 * they do has effect.
 *
 * @param reasons to drop
 * @param rules   that are counted
 * @param live    whether frames come from somewhere and go somewhere
 */
record Surroundings(DropReasons reasons, RuleCounters rules, boolean live) {
    /** Of a switch that has none yet. */
    Surroundings(final boolean live) {
        this(new DropReasons(), new RuleCounters(), live);
    }

    /** For stages that see what those of the switch see, and do nothing: they count nothing, either. */
    Surroundings inShadow() {
        return new Surroundings(reasons, new RuleCounters(), false);
    }
}
