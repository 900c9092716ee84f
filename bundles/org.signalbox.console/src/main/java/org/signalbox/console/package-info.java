/** The cmdlets and the console that runs them. */
package org.signalbox.console;
