/** What the bytes of a frame mean. Without widgets; frames are untrusted. */
package org.signalbox.workbench.trace.dissection;
