package org.signalbox.attachment.linux;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Attaches ports to TAP devices. */
@Component(property = AttachmentProvider.KIND + "=tap")
public final class TapAttachments implements AttachmentProvider {
    private final Interfaces interfaces;

    @Activate
    public TapAttachments(@Reference final Interfaces interfaces) {
        this.interfaces = interfaces;
    }

    @Override
    public Class<? extends Record> settings() {
        return TapSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final TapSettings of = (TapSettings) settings;
        return interfaces.attach((readiness, listener) -> TapDevice.open(of, readiness, listener), of.namespace(),
                of.offload(), context);
    }
}
