/** Port access lists as a filtering extension. */
package org.signalbox.extension.filtering;
