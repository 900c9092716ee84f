/**
 * How a port reaches the world. An {@link org.signalbox.vswitch.attachment.AttachmentProvider} is a whiteboard
 * service for one kind of attachment (a virtual machine, a capture, a built-in guest); the engine polls the
 * {@link org.signalbox.vswitch.attachment.Attachment} it makes from the worker that owns the port.
 */
@Export
@Version("1.1.0")
package org.signalbox.vswitch.attachment;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
