/** The commands that come with the fabric, with Microsoft's verbs, nouns and parameter names (Hyper-V module). */
package org.signalbox.fabric.cmdlet;
