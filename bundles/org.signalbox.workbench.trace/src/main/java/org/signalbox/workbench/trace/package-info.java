/** The view that traces packets. */
package org.signalbox.workbench.trace;
