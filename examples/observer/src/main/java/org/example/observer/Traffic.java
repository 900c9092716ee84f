package org.example.observer;

/**
 * What a port has sent and got of one protocol.
 *
 * @param framesIn that the port has sent into the switch
 * @param bytesIn  of these, on the wire
 * @param framesOut that were on their way out to the port
 * @param bytesOut of these
 */
public record Traffic(String switchName, String portName, Protocol protocol, long framesIn, long bytesIn,
        long framesOut, long bytesOut) {
    Traffic plus(final Traffic other) {
        return new Traffic(switchName, portName, protocol, framesIn + other.framesIn, bytesIn + other.bytesIn,
                framesOut + other.framesOut, bytesOut + other.bytesOut);
    }
}
