package org.signalbox.attachment.qemu;

import java.nio.file.Path;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Attaches ports to QEMU machines; all of them share the threads that wait for their sockets. */
@Component(property = AttachmentProvider.KIND + "=qemu")
public final class QemuAttachments implements AttachmentProvider {
    private final Readiness readiness = new Readiness();
    private DatagramReadiness datagrams;

    @Activate
    public QemuAttachments() {
    }

    @Override
    public Class<? extends Record> settings() {
        return QemuSettings.class;
    }

    /** @throws IllegalArgumentException when datagrams are asked for where there are none */
    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final QemuSettings of = (QemuSettings) settings;
        return switch (of.mode()) {
            case STREAM -> new QemuPort(of, context, readiness);
            case DGRAM -> new DatagramPort(Path.of(of.path()), Path.of(of.peer().orElseThrow()), context, datagrams());
        };
    }

    /** Made when the first port needs it: only Linux has what it stands on. */
    private synchronized DatagramReadiness datagrams() {
        if (datagrams == null) {
            if (!System.getProperty("os.name").equals("Linux")) {
                throw new IllegalArgumentException("found mode dgram, expected Linux for it");
            }
            try {
                datagrams = new DatagramReadiness();
            } catch (final SystemCallException e) {
                throw new IllegalArgumentException("cannot wait for datagrams (" + e.getMessage() + ")", e);
            }
        }
        return datagrams;
    }

    @Deactivate
    synchronized void close() {
        readiness.close();
        if (datagrams != null) {
            datagrams.close();
        }
    }
}
