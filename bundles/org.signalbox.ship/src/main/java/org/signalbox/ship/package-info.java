/**
 * What a partner gives to others: signed bundles, feature files, and repositories with an index in the XML of OSGi
 * Compendium 132. The faces {@code package} and {@code index} of the launcher.
 */
package org.signalbox.ship;
