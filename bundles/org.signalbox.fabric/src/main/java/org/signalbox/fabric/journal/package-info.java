/** The journal: what was done, on disk and as a history that can be gone back. */
package org.signalbox.fabric.journal;
