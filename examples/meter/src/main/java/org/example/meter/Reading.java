package org.example.meter;

/**
 * What a port has sent to the addresses of a prefix and got from them.
 *
 * @param prefix   such as 10.0.0.0/8, or {@value Meter#OTHER} for what no prefix of the policy has
 * @param bytesIn  what the port has sent into the switch, on the wire
 * @param bytesOut what was on its way out to the port
 */
public record Reading(String switchName, String portName, String prefix, long framesIn, long bytesIn, long framesOut,
        long bytesOut) {
    Reading plus(final Reading other) {
        return new Reading(switchName, portName, prefix, framesIn + other.framesIn, bytesIn + other.bytesIn,
                framesOut + other.framesOut, bytesOut + other.bytesOut);
    }
}
