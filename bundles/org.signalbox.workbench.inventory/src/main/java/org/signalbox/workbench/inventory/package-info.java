/** The view that lists machines, ports, switches, hosts and extensions. */
package org.signalbox.workbench.inventory;
