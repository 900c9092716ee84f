/** Bundles of extensions: where they are found, how they come and go. */
package org.signalbox.fabric.extension;
