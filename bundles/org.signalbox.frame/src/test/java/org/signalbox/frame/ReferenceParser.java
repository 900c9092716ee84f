package org.signalbox.frame;

/**
 * What {@link HeaderTable} should say, found the slow and plain way from a byte array: an independent model written
 * from the RFCs that shares no code with it.
 */
final class ReferenceParser {

    int etherType = -1;
    int tagCount;
    int tci = -1;
    int tpid = -1;
    int networkOffset = -1;
    int ipVersion;
    int ipProtocol = -1;
    int transportOffset = -1;
    boolean fragment;
    boolean laterFragment;
    boolean sound;

    private final byte[] b;

    ReferenceParser(final byte[] frame) {
        b = frame;
        if (b.length >= 14) {
            ethernet();
        }
    }

    private int at(final int index) {
        return b[index] < 0 ? b[index] + 256 : b[index];
    }

    private int pair(final int index) {
        return at(index) * 256 + at(index + 1);
    }

    private void ethernet() {
        int p = 12;
        while (true) {
            etherType = pair(p);
            final boolean tag = etherType == 0x8100 || etherType == 0x88A8;
            if (!tag) {
                break;
            }
            if (p + 6 > b.length || tagCount == 8) {
                return;
            }
            if (tagCount == 0) {
                tpid = etherType;
                tci = pair(p + 2);
            }
            tagCount++;
            p += 4;
        }
        p += 2;
        if (etherType < 1536 || p == b.length) {
            sound = true;
            return;
        }
        networkOffset = p;
        if (etherType == 0x0800) {
            ipv4(p);
        } else if (etherType == 0x86DD) {
            ipv6(p);
        } else {
            sound = true;
        }
    }

    private void ipv4(final int p) {
        if (b.length - p < 20 || at(p) / 16 != 4 || at(p) % 16 < 5) {
            return;
        }
        ipVersion = 4;
        ipProtocol = at(p + 9);
        final int fragmentWord = pair(p + 6) % 0x4000;
        fragment = fragmentWord != 0;
        laterFragment = fragmentWord % 0x2000 != 0;
        final int header = at(p) % 16 * 4;
        final int total = pair(p + 2);
        if (total < header) {
            return;
        }
        final boolean lies = total > b.length - p;
        final int end = lies ? b.length : p + total;
        if (p + header > end) {
            return;
        }
        sound = !lies;
        if (!laterFragment) {
            transport(p + header, end);
        }
    }

    private void ipv6(final int p) {
        if (b.length - p < 40 || at(p) / 16 != 6) {
            return;
        }
        ipVersion = 6;
        int next = at(p + 6);
        final int payload = pair(p + 4);
        final boolean jumbo = payload == 0 && next == 0;
        final boolean lies = payload > b.length - p - 40;
        final int end = jumbo || lies ? b.length : p + 40 + payload;
        int q = p + 40;
        int seen = 0;
        while (next == 0 || next == 43 || next == 44 || next == 51 || next == 60 || next == 135 || next == 139
                || next == 140) {
            if (++seen > 8 || q + 8 > end) {
                return;
            }
            int size = at(q + 1) * 8 + 8;
            if (next == 51) {
                size = at(q + 1) * 4 + 8;
            }
            if (next == 44) {
                size = 8;
                final int offset = pair(q + 2) / 8;
                fragment |= offset > 0 || pair(q + 2) % 2 == 1;
                if (offset > 0) {
                    laterFragment = true;
                    ipProtocol = at(q);
                    sound = !lies;
                    return;
                }
            }
            next = at(q);
            q += size;
            if (q > end) {
                return;
            }
        }
        ipProtocol = next;
        sound = !lies;
        if (next != 59) {
            transport(q, end);
        }
    }

    private void transport(final int q, final int end) {
        final int[][] smallest = {{6, 20}, {17, 8}, {136, 8}, {132, 12}, {33, 12}};
        int need = 4;
        for (final int[] pair : smallest) {
            if (pair[0] == ipProtocol) {
                need = pair[1];
            }
        }
        if (end - q >= need) {
            transportOffset = q;
        } else {
            sound = false;
        }
    }
}
