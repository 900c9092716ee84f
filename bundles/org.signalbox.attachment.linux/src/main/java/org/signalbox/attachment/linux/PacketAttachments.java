package org.signalbox.attachment.linux;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Attaches ports to interfaces that are there already. */
@Component(property = AttachmentProvider.KIND + "=packet")
public final class PacketAttachments implements AttachmentProvider {
    private final Interfaces interfaces;

    @Activate
    public PacketAttachments(@Reference final Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public Class<? extends Record> settings() {
        return PacketSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final PacketSettings of = (PacketSettings) settings;
        return interfaces.attach((readiness, listener) -> PacketDevice.open(of, readiness, listener), of.namespace(),
                of.offload(), context);
    }
}
