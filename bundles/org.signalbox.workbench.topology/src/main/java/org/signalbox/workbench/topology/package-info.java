/** The map of switches, ports and guests. */
package org.signalbox.workbench.topology;
