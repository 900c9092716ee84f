/**
 * How policies of ports are edited. Each policy has a form generated from its record ({@link
 * org.signalbox.workbench.policy.PolicyForm}); a bundle that brings a {@link
 * org.signalbox.workbench.policy.PolicyEditor} as a service puts its own editor in that form's place while it runs.
 */
@Export
@Version("1.0.0")
package org.signalbox.workbench.policy;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
