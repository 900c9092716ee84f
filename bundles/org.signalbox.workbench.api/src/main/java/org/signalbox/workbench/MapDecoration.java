package org.signalbox.workbench;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Marks things on the topology's map. Register it as a service; its badges are on the map while the service is there.
 */
@ConsumerType
public interface MapDecoration {

    /**
     * The badge of one thing, if it has any. Called off the user interface's thread for everything on the map, twice a
     * second while that is on screen: answer from memory. While it throws, nothing of it is on the map and the view
     * says so.
     */
    Optional<Badge> badge(Place place);

    /**
     * A thing on the map: a host, a switch if the port is empty, or a port.
     *
     * @param host       empty where hosts are not named
     * @param switchName as commands call it, such as {@code prod} or {@code host1/prod}; empty for a host
     * @param port       name of the port; empty for a host and for a switch
     */
    record Place(String host, Optional<String> switchName, Optional<String> port) {
    }

    /**
     * A word at a thing.
     *
     * @param text   a word or two, which say it without the colour
     * @param colour {@link Token#OK}, {@link Token#WARN}, {@link Token#ERROR} or {@link Token#EXTENSION}; others are
     *               drawn as {@link Token#TEXT2}
     * @param tip    what it means, in a sentence
     */
    record Badge(String text, Token colour, String tip) {

        /** @throws IllegalArgumentException if the text is blank */
        public Badge {
            if (text.isBlank()) {
                throw new IllegalArgumentException("found a badge without a text, expected a word or two");
            }
        }
    }
}
