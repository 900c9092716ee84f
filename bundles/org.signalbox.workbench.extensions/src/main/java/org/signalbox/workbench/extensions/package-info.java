/** The extensions view: order, state, version. */
package org.signalbox.workbench.extensions;
