/** Every change is a command: verbs and nouns with parameters, a plan and an inverse, kept in the journal. */
@Export
@Version("1.0.0")
package org.signalbox.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
