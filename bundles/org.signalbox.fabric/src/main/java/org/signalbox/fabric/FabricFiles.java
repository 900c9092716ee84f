package org.signalbox.fabric;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.signalbox.command.FabricDocument;
import org.signalbox.command.FabricDocuments;
import org.signalbox.command.RefusedException;
import org.signalbox.fabric.document.DocumentSource;
import org.signalbox.fabric.document.DocumentText;
import org.signalbox.fabric.extension.Extensions;
import org.signalbox.fabric.extension.Provision;
import org.signalbox.vswitch.VirtualSwitches;

/** Reads and writes documents without touching the live fabric. */
@Component
public final class FabricFiles implements FabricDocuments {
    private final Extensions extensions;
    private final Admission admission;

    @Activate
    public FabricFiles(BundleContext context, @Reference VirtualSwitches switches, @Reference Extensions extensions) {
        this.extensions = extensions;
        this.admission = new Admission(switches, extensions, new AttachmentKinds(context));
    }

    @Override
    public Loaded load(Path file) throws RefusedException {
        final DocumentSource source = DocumentSource.read(file);
        try (Provision provision = extensions.provision()) {
            final List<String> warnings = admission.admit(source.document(), Set.of(), provision, source);
            provision.keep();
            return new Loaded(source.document(), warnings);
        }
    }

    @Override
    public String text(FabricDocument document) {
        return DocumentText.yaml(document);
    }
}
