package org.signalbox.attachment.pcap;

import org.osgi.service.component.annotations.Component;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Attaches ports to capture files. */
@Component(property = AttachmentProvider.KIND + "=pcap")
public final class PcapAttachmentProvider implements AttachmentProvider {

    @Override
    public Class<? extends Record> settings() {
        return PcapSettings.class;
    }

    @Override
    public Attachment attach(final Record settings, final AttachmentContext context) {
        return new PcapAttachment((PcapSettings) settings, context);
    }
}
