/**
 * The face of cmdlets: sessions, completion, tables, the interactive prompt, and the functions that Gogo gets. It knows no
 * command by name but runs whatever the service {@link org.signalbox.command.Commands} lists. To Gogo this bundle is the shell.
 */
@Capability(namespace = "org.apache.felix.gogo", name = "shell.implementation", version = "1.0.0", effective = "active")
package org.signalbox.console;

import org.osgi.annotation.bundle.Capability;
