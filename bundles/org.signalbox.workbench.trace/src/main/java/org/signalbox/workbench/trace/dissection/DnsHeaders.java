package org.signalbox.workbench.trace.dissection;

import java.nio.charset.StandardCharsets;

/** DNS messages (RFC 1035): the questions, and answers with their addresses. */
final class DnsHeaders {

    static final int PORT = 53;
    private static final int FIXED = 12;
    private static final int MOST_RECORDS = 32;
    private static final int MOST_LABELS = 128;
    private static final int ADDRESS = 1;
    private static final int ALIAS = 5;
    private static final int LONG_ADDRESS = 28;
    private static final int RECORD = 10;

    private final byte[] frame;
    private final int start;
    private final int end;

    DnsHeaders(byte[] frame, int start, int end) {
        this.frame = frame;
        this.start = start;
        this.end = end;
    }

    /** A name, and where it ends. */
    private record Name(String text, int end) {
    }

    Field dns() {
        final Header dns = new Header(frame, start, end, "dns", "DNS");
        dns.hex("dns.id", "Transaction", 0, 2).hex("dns.flags", "Flags", 2, 2)
                .under(flags -> flags.bits("dns.flags.response", "Response", 2, 2, 15, 1)
                        .bits("dns.flags.opcode", "Operation", 2, 2, 11, 4)
                        .add("dns.flags.rcode", "Answer code", String.valueOf(dns.part(2, 2, 0, 4)),
                                Names.dnsCode((int) dns.part(2, 2, 0, 4)), 2, 2))
                .number("dns.count.queries", "Questions", 4, 2).number("dns.count.answers", "Answers", 6, 2)
                .number("dns.count.auth_rr", "Authorities", 8, 2).number("dns.count.add_rr", "Additionals", 10, 2);
        String summary = dns.part(2, 2, 15, 1) == 1 ? "answer" : "question";
        int at = FIXED;
        for (int count = 0; count < Math.min(dns.u16(4), MOST_RECORDS) && at > 0; count++) {
            final Name name = name(dns, at);
            if (name == null || !dns.has(name.end(), 4)) {
                return dns.of(end - start, summary);
            }
            summary += count == 0 ? " " + name.text() : "";
            dns.add("dns.qry.name", "Question", name.text(), "", at, name.end() - at)
                    .under(question -> question.number("dns.qry.type", "Type", name.end(), 2, Names::dnsType)
                            .hex("dns.qry.class", "Class", name.end() + 2, 2));
            at = name.end() + 4;
        }
        for (int count = 0; count < Math.min(dns.u16(6), MOST_RECORDS) && at > 0; count++) {
            at = answer(dns, at);
        }
        return dns.of(end - start, summary);
    }

    /** Where the next one begins; -1 where this is none. */
    private int answer(Header dns, int at) {
        final Name name = name(dns, at);
        if (name == null || !dns.has(name.end(), RECORD)) {
            return -1;
        }
        final int type = dns.u16(name.end());
        final int size = dns.u16(name.end() + 8);
        final int data = name.end() + RECORD;
        if (!dns.has(data, size)) {
            return -1;
        }
        dns.add("dns.resp.name", "Answer", name.text(), "", at, name.end() - at).under(answer -> {
            answer.number("dns.resp.type", "Type", name.end(), 2, Names::dnsType)
                    .number("dns.resp.ttl", "Time to live", name.end() + 4, 4)
                    .number("dns.resp.len", "Length", name.end() + 8, 2);
            if (type == ADDRESS && size == 4) {
                answer.ip4("dns.a", "Address", data);
            } else if (type == LONG_ADDRESS && size == 16) {
                answer.ip6("dns.aaaa", "Address", data);
            } else if (type == ALIAS && name(dns, data) != null) {
                answer.add("dns.cname", "Alias of", name(dns, data).text(), "", data, size);
            }
        });
        return data + size;
    }

    /** A name with its pointers followed, each of which must point back; null where it is none. */
    private static Name name(Header dns, int from) {
        final StringBuilder text = new StringBuilder();
        int at = from;
        int after = -1;
        for (int labels = 0; labels < MOST_LABELS && dns.has(at, 1); labels++) {
            final int length = dns.u8(at);
            if (length == 0) {
                return new Name(text.isEmpty() ? "<Root>" : text.toString(), after < 0 ? at + 1 : after);
            }
            if (length >= 0xC0) {
                final int target = dns.u16(at) & 0x3FFF;
                after = after < 0 ? at + 2 : after;
                if (!dns.has(at, 2) || target >= at) {
                    return null;
                }
                at = target;
            } else if (length > 63 || !dns.has(at + 1, length)) {
                return null;
            } else {
                final byte[] label = new byte[length];
                for (int i = 0; i < length; i++) {
                    label[i] = (byte) dns.u8(at + 1 + i);
                }
                text.append(text.isEmpty() ? "" : ".")
                        .append(Names.printable(new String(label, StandardCharsets.ISO_8859_1)));
                at += 1 + length;
            }
        }
        return null;
    }
}
