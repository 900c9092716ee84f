/**
 * Best practices that a fabric is held to: a bundle brings one as a {@link org.signalbox.practice.Practice} service, and
 * the analyser, its cmdlets and the workbench show what it found, why that matters, and the command that mends it.
 */
@Export
@Version("1.0.0")
package org.signalbox.practice;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
