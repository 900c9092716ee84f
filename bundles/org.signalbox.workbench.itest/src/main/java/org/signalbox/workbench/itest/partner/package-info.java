/** A partner's contribution to the workbench, packed by a test into a bundle of its own. */
package org.signalbox.workbench.itest.partner;
