package org.signalbox.vswitch;

/**
 * A frame that two versions of an extension handled in different ways.
 *
 * @param switchName where it was seen
 * @param port       where it entered on ingress, which it is for on egress; empty for a frame without a source port
 * @param direction  which pass
 * @param frame      its headers, in one line
 * @param before     what the version in use did, in one clause
 * @param after      what the new version would have done
 */
public record UpgradeDifference(String switchName, String port, Direction direction, String frame, String before,
        String after) {
    @Override
    public String toString() {
        return switchName + "/" + port + " " + (direction == Direction.INGRESS ? "ingress" : "egress") + ", " + frame
                + ": " + before + ", now " + after;
    }
}
