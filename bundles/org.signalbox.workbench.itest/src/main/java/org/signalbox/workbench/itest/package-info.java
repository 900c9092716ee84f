/** Tests that drive the workbench's real widgets. */
package org.signalbox.workbench.itest;
