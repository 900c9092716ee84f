/**
 * What a virtual switch should be ({@code *Spec}, the shape of the fabric document) and what it is ({@code *Status}),
 * with the two services of the engine: {@link org.signalbox.vswitch.VirtualSwitches} for the live ones and
 * {@link org.signalbox.vswitch.Simulations} for those that run on a virtual clock.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
