/** What a newcomer begins with, and the help that each view's bundle brings for it. */
package org.signalbox.workbench.help;
