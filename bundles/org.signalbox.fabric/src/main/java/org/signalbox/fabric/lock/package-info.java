/** Order locks: what a switch's stack was approved as, what it is now, and how it becomes that again. */
package org.signalbox.fabric.lock;
