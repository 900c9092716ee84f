/** What becomes of a frame, and why: described, followed live, captured, and exported as flows. */
package org.signalbox.extension.tracing;
