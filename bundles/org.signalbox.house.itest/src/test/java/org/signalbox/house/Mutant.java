package org.signalbox.house;

/**
 * A good extension with one mistake, as a hand might make it.
 *
 * @param name    what it does wrong: the symbolic name of the bundle
 * @param project the good one, see {@link GoodExtensions}
 * @param file    that is changed, from the project's folder on
 * @param good    what stands there exactly once
 * @param bad     what stands there instead
 * @param line    of {@code verify} that finds it, and that is the first one that is red
 */
record Mutant(String name, String project, String file, String good, String bad, String line) {

    /** The file with the mistake. */
    String of(final String text) {
        final int at = text.indexOf(good);
        if (at < 0 || text.indexOf(good, at + 1) >= 0) {
            throw new AssertionError("the mutant " + name + " is stale: found in " + project + "/" + file + " "
                    + (at < 0 ? "no" : "more than one") + " place that says\n" + good);
        }
        return text.substring(0, at) + bad + text.substring(at + good.length());
    }
}
