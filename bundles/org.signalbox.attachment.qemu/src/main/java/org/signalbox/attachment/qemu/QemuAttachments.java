package org.signalbox.attachment.qemu;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Attaches ports to QEMU machines; all of them share the thread that waits for their sockets. */
@Component(property = AttachmentProvider.KIND + "=qemu")
public final class QemuAttachments implements AttachmentProvider {
    private final Readiness readiness = new Readiness();

    @Activate
    public QemuAttachments() {
    }

    @Override
    public Class<? extends Record> settings() {
        return QemuSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        return new QemuPort((QemuSettings) settings, context, readiness);
    }

    @Deactivate
    void close() {
        readiness.close();
    }
}
