/**
 * The fabric document: loaded, applied as a difference, saved; the commands that change it and the journal that
 * keeps them.
 */
package org.signalbox.fabric;
