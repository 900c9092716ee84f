/**
 * A switch in a unit test, for those who write extensions: the engine of the live switches on a virtual clock, on the
 * class path and under any test framework. {@link org.signalbox.testkit.TestSwitch} is the switch,
 * {@link org.signalbox.testkit.Frames} makes frames for it.
 *
 * <pre>
 * try (TestSwitch s = TestSwitch.with(new NoPing()).ports("a", "b")) {
 *     s.enter("a", Frames.between(1, 2).echo(true, 1, 1).build());
 *     s.assertDropped("echo");
 * }
 * </pre>
 */
package org.signalbox.testkit;
