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
 * <table>
 * <caption>What a kind may do</caption>
 * <tr><th>kind</th><th>ingress</th><th>egress</th></tr>
 * <tr><td>capturing</td><td>see, originate</td><td>see</td></tr>
 * <tr><td>filtering</td><td>see, drop, change, clone, inject</td><td>see, exclude</td></tr>
 * <tr><td>forwarding</td><td>see, drop, choose destinations or leave them to the switch</td><td>nothing</td></tr>
 * </table>
 *
 * <p>Frames that a stage makes meet the stages after it. Each is counted as made, and has its own decision record.
 * Actions work within the call that they were handed to; a stage that uses them later gets an
 * {@link IllegalStateException}.
 *
 * <p>A later version of an extension takes the place of an earlier one without a pause: it first runs beside it, on
 * copies of its frames, and then goes on with what the other has saved
 * ({@link org.signalbox.vswitch.extension.Stage#save}).
 *
 * <p>All methods of one stage are called by one thread, one after the other.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch.extension;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
