package org.signalbox.vswitch.attachment;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes attachments of one kind. A service with the property {@value #KIND}, whose value is the key under
 * {@code attachment:} in the fabric document.
 */
@ConsumerType
public interface AttachmentProvider {
    /** Service property that names the kind, such as {@code qemu}. */
    String KIND = "signalbox.attachment";

    /** The record that defines the settings; its components are the keys under {@code attachment: { KIND: ... }}. */
    Class<? extends Record> settings();

    /**
     * Attaches a port. What cannot be reached yet is no error: the attachment says so by
     * {@link AttachmentContext#status} and goes on trying. Called by any thread; must not block.
     *
     * @param settings an instance of {@link #settings()}
     */
    Attachment attach(Record settings, AttachmentContext context);
}
