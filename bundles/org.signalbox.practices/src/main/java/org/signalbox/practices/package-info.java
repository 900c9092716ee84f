/** The practices that come with the product, and the analyser that calls all there are. */
package org.signalbox.practices;
