package org.signalbox.attachment.lab;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Puts built-in guests behind ports. */
@Component(property = AttachmentProvider.KIND + "=lab")
public final class LabAttachments implements AttachmentProvider {
    @Activate
    public LabAttachments() {
    }

    @Override
    public Class<? extends Record> settings() {
        return GuestSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        return new Guest((GuestSettings) settings, context);
    }
}
