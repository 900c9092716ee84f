/** What is wrong with the fabric, what would mend it, and how it fares at a glance. */
package org.signalbox.workbench.health;
