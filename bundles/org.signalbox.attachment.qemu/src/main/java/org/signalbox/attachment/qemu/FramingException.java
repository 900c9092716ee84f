package org.signalbox.attachment.qemu;

import java.io.IOException;

/** The peer claims a length that no frame has: where the next frame begins is lost, and with it the connection. */
final class FramingException extends IOException {
    FramingException(final int claimed) {
        super("found a frame of " + Integer.toUnsignedString(claimed) + " bytes, expected 1 to " + FrameReader.LONGEST);
    }
}
