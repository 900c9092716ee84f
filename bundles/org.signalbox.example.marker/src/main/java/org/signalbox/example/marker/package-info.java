/** A first extension to copy: marks the frames it sees. */
package org.signalbox.example.marker;
