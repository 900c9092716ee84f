package org.signalbox.attachment.linux;

import java.util.function.BooleanSupplier;

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
    private final BooleanSupplier ring;

    @Activate
    public TapAttachments(@Reference final Interfaces interfaces) {
        this(interfaces, IoRing::reads);
    }

    /** @param ring whether frames are read and written by io_uring; asked for each device that is opened */
    TapAttachments(final Interfaces interfaces, final BooleanSupplier ring) {
        this.interfaces = interfaces;
        this.ring = ring;
    }

    @Override
    public Class<? extends Record> settings() {
        return TapSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        final TapSettings of = (TapSettings) settings;
        return interfaces.attach((readiness, listener) ->
                TapDevice.open(of, ring.getAsBoolean(), readiness, listener), of.namespace(), of.offload(), context);
    }
}
