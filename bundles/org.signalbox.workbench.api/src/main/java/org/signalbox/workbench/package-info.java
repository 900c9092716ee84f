/**
 * What a bundle needs to bring its own room to the workbench: a {@link org.signalbox.workbench.View} registered as a
 * service and placed with {@link org.signalbox.workbench.ViewPlace}. The workbench hands every view a
 * {@link org.signalbox.workbench.ViewContext}, through which it reads data off the user interface's thread, runs
 * commands, tells failures in place and follows the {@link org.signalbox.workbench.Theme}. A view comes and goes with
 * its bundle; its place on screen is remembered. What a dialog makes stands in the menu File &gt; New as a
 * {@link org.signalbox.workbench.Creation}; any other entry of a menu, with its key, is an
 * {@link org.signalbox.workbench.Action}. Which views show together a {@link org.signalbox.workbench.Perspective} says.
 * A {@link org.signalbox.workbench.MapDecoration} marks things on the map.
 * What the user may set is a {@link org.signalbox.workbench.PreferencePage}.
 */
@Export
@Version("1.2.0")
package org.signalbox.workbench;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
