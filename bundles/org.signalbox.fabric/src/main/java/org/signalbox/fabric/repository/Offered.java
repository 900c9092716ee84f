package org.signalbox.fabric.repository;

import java.util.List;

import org.osgi.framework.Version;
import org.signalbox.fabric.extension.BundleOffer;
import org.signalbox.fabric.extension.Need;

/**
 * A bundle that a repository offers, as its index says.
 *
 * @param id          its symbolic name
 * @param description for humans, or empty
 * @param offers      what others can be wired to
 * @param needs       what it does not resolve without
 * @param url         of its file, relative to the repository
 * @param size        of its file, in bytes
 * @param sha256      of its file, in lower-case hexadecimal digits
 */
public record Offered(String id, Version version, String description, List<BundleOffer> offers, List<Need> needs,
        String url, long size, String sha256) {

    /** Whether it says that it has an extension of the switch. */
    public boolean isExtension() {
        return offers.stream().anyMatch(BundleOffer::isExtension);
    }

    /** Id and version. */
    public String words() {
        return id + " " + version;
    }
}
