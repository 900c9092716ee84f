/** Docking: where the views stand, as data, and the widgets that follow it. */
package org.signalbox.workbench.shell.dock;
