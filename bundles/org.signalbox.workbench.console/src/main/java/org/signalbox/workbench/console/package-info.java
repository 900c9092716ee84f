/** The console view. */
package org.signalbox.workbench.console;
