/** The main thread: reads the arguments, runs the face they name and ends the process with its exit code. */
package org.signalbox.launch;
