/**
 * The contract for partners who plug an extension into the switch. An extension is one
 * {@link org.signalbox.vswitch.extension.Extension} service; the engine asks it for one
 * {@link org.signalbox.vswitch.extension.Stage} per switch and hands that stage whole batches of frames.
 *
 * <p>What a kind of extension may not do, its types do not offer: a capturing stage sees a
 * {@link org.signalbox.vswitch.extension.FrameBatch} and nothing else, a filtering stage is given
 * {@link org.signalbox.vswitch.extension.IngressActions} or {@link org.signalbox.vswitch.extension.EgressActions},
 * only a forwarding stage gets {@link org.signalbox.vswitch.extension.ForwardActions}.
 *
 * <p>All methods of one stage are called by one thread, one after the other.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
