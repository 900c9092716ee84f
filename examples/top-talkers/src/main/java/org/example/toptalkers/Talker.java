package org.example.toptalkers;

import org.signalbox.frame.MacAddress;

/**
 * A station, and what it has sent.
 *
 * @param bytes on the wire; at most {@code over} too many
 * @param over  what was counted for others before the station took their place
 */
public record Talker(String switchName, MacAddress station, long bytes, long over) {
    Talker plus(final Talker other) {
        return new Talker(switchName, station, bytes + other.bytes, over + other.over);
    }
}
