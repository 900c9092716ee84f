/** Whose bundles run: signatures of jars, trusted certificates, and the gate that bundles pass before they resolve. */
package org.signalbox.fabric.trust;
