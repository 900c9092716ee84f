/** The wizards of File &gt; New: each ends in the commands that it comes to. */
package org.signalbox.workbench.wizards;
