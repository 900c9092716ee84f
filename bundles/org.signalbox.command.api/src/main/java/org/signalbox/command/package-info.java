/**
 * Every change is a command: a verb, a noun and typed parameters that turn one fabric document into the next. Dialogs,
 * cmdlets, documents and undo are faces of the same commands, run by {@link org.signalbox.command.Commands} and written down
 * in its journal. Bundles bring commands as {@link org.signalbox.command.Command} services.
 */
@Export
@Version("1.1.0")
package org.signalbox.command;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
