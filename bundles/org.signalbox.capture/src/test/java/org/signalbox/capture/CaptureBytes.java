package org.signalbox.capture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts capture files together field by field, right or wrong, as the format's draft lays them out. */
final class CaptureBytes {

    static final int MICROSECONDS = 0xa1b2c3d4;
    static final int NANOSECONDS = 0xa1b23c4d;

    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    CaptureBytes(final ByteOrder order) {
        this.order = order;
    }

    CaptureBytes pcapHeader(final int magic, final int linkType) {
        return int32(magic).int16(2).int16(4).int32(0).int32(0).int32(262_144).int32(linkType);
    }

    CaptureBytes pcapRecord(final int seconds, final int fraction, final int wireLength, final byte[] frame) {
        return int32(seconds).int32(fraction).int32(frame.length).int32(wireLength).bytes(frame);
    }

    CaptureBytes section() {
        return block(0x0a0d0d0a, body().int32(0x1a2b3c4d).int16(1).int16(0).int64(-1));
    }

    CaptureBytes ethernetInterface(final byte... options) {
        return describeInterface(1, 0, options);
    }

    CaptureBytes describeInterface(final int linkType, final int snapLength, final byte... options) {
        return block(1, body().int16(linkType).int16(0).int32(snapLength).bytes(options));
    }

    CaptureBytes enhancedPacket(final int interfaceId, final long time, final int wireLength, final byte[] frame) {
        return block(6, body().int32(interfaceId).int32((int) (time >>> 32)).int32((int) time)
                .int32(frame.length).int32(wireLength).padded(frame));
    }

    CaptureBytes obsoletePacket(final int interfaceId, final long time, final int wireLength, final byte[] frame) {
        return block(2, body().int16(interfaceId).int16(7).int32((int) (time >>> 32)).int32((int) time)
                .int32(frame.length).int32(wireLength).padded(frame));
    }

    CaptureBytes simplePacket(final int wireLength, final byte[] frame) {
        return block(3, body().int32(wireLength).padded(frame));
    }

    CaptureBytes block(final int type, final CaptureBytes body) {
        final int length = body.out.size() + 12;
        return int32(type).int32(length).bytes(body.toByteArray()).int32(length);
    }

    /** Fields to come, in the same byte order. */
    CaptureBytes body() {
        return new CaptureBytes(order);
    }

    CaptureBytes int16(final int value) {
        return bytes(ByteBuffer.allocate(2).order(order).putShort((short) value).array());
    }

    CaptureBytes int32(final int value) {
        return bytes(ByteBuffer.allocate(4).order(order).putInt(value).array());
    }

    CaptureBytes int64(final long value) {
        return bytes(ByteBuffer.allocate(8).order(order).putLong(value).array());
    }

    CaptureBytes bytes(final byte... values) {
        out.writeBytes(values);
        return this;
    }

    CaptureBytes padded(final byte... values) {
        return bytes(values).bytes(new byte[-values.length & 3]);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    Path writeTo(final Path file) throws IOException {
        return Files.write(file, out.toByteArray());
    }
}
