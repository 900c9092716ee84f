/**
 * A doclet that writes what partners may import as Markdown, from the Javadoc of the sources. It is run by a test and
 * not shipped.
 */
package org.signalbox.house.reference;
