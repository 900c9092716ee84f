package org.signalbox.vswitch.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.signalbox.vswitch.attachment.AttachmentProvider;

/** Who makes which kind of attachment; of several for one kind, the one that came first. Read by any thread. */
final class AttachmentProviders {
    /** A service and its kind. */
    record Provider(String kind, AttachmentProvider service) {
    }

    private final List<Provider> providers = new CopyOnWriteArrayList<>();

    void add(final Provider provider) {
        providers.add(provider);
    }

    void remove(final Provider provider) {
        providers.remove(provider);
    }

    Optional<AttachmentProvider> find(final String kind) {
        return providers.stream().filter(provider -> provider.kind().equals(kind)).map(Provider::service).findFirst();
    }
}
