/** One frame in a twin of a live switch: what becomes of it, what would if, and why not. */
package org.signalbox.extension.tracing.packet;
