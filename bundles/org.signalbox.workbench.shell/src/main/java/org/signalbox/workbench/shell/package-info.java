/** The workbench's frame: window, docking, theme, layout. */
package org.signalbox.workbench.shell;
