/**
 * Judges the bundle of an extension on the engine's virtual clock, one check after the other: the face {@code verify}
 * of the launcher. All traffic is made by seeds that stand in the code.
 */
package org.signalbox.verify;
