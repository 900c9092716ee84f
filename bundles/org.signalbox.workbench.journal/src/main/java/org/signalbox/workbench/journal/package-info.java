/** The journal view. */
package org.signalbox.workbench.journal;
