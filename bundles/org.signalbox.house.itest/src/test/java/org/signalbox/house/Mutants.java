package org.signalbox.house;

import java.util.List;

/** Mistakes of partners, one each; those that leave threads behind come last. */
final class Mutants {
    private static final String NO_PING = "src/main/java/org/example/noping/NoPingExtension.java";
    private static final String COUNTER = "src/main/java/org/example/counter/CounterExtension.java";
    private static final String HUB = "src/main/java/org/example/hub/HubExtension.java";
    private static final String TARPIT = "src/main/java/org/example/tarpit/";
    private static final String MAC_SWAP = "src/main/java/org/example/macswap/";
    private static final String BALANCER = "src/main/java/org/example/loadbalancer/";
    private static final String METER = "src/main/java/org/example/meter/";
    private static final String OBSERVER = "src/main/java/org/example/observer/";
    private static final String PROTOCOLS = "src/main/java/org/example/protocolfilter/";
    private static final String ACL = "src/main/java/org/signalbox/extension/filtering/";
    private static final String MARKER = "src/main/java/org/signalbox/example/marker/Marker.java";

    private static final String API = "api";
    private static final String KIND = "rules of its kind";
    private static final String POLICY = "policy schema";
    private static final String DECLARATIONS = "declarations";
    private static final String HOSTILE = "hostile frames";
    private static final String CONSERVATION = "conservation of frames";
    private static final String LIMITS = "limits of its kind";
    private static final String BYTES = "bytes and checksums";
    private static final String DETERMINISM = "determinism";
    private static final String HONESTY = "honesty";
    private static final String REASONS = "reasons";
    private static final String APART = "switches apart";
    private static final String PORTS = "ports and policies";
    private static final String STATE = "state";
    private static final String COST = "cost";
    private static final String UNPLUG = "unplug";

    static final List<Mutant> ALL = List.of(
        new Mutant("range-over-the-next-major", GoodExtensions.FILTERING, "pom.xml",
            "-noextraheaders: true",
            "-noextraheaders: true\n Import-Package: org.signalbox.vswitch.extension;version=\"[1.0,3)\", *",
            API),
        new Mutant("two-extensions", "observer", OBSERVER + "ObserverExtension.java",
            "    /** What was counted so far,",
            """
                /** One for those in a hurry. */
                @Component(service = Extension.class)
                public static final class Fast implements CapturingExtension {
                    @Override
                    public CapturingStage create(final StageContext context) {
                        return new ObserverStage(context.switchName(), _ -> { });
                    }
                }

                /** What was counted so far,""",
            KIND),
        new Mutant("null-pointer-in-a-record", "tarpit", TARPIT + "Pit.java",
            "tcpPorts = List.copyOf(tcpPorts);",
            "tcpPorts = java.util.Collections.unmodifiableList(tcpPorts.isEmpty() ? null : tcpPorts);",
            POLICY),
        new Mutant("upgrade-of-a-key-that-is-not-there", "protocol-filter", PROTOCOLS + "ProtocolFilterExtension.java",
            "version == 1 && policy.get(\"etherTypes\") instanceof List<?> types) {",
            "version == 1) {\n            final List<?> types = (List<?>) policy.get(\"etherTypes\");",
            POLICY),
        new Mutant("array-one-too-short", "protocol-filter", PROTOCOLS + "ProtocolFilterStage.java",
            "if (index >= own.length) {", "if (index > own.length) {",
            POLICY),
        new Mutant("refusal-without-a-nic", "protocol-filter", PROTOCOLS + "ProtocolFilterExtension.java",
            "port.name().startsWith(UPLINK)", "port.mac().get().value() == 0",
            DECLARATIONS),
        new Mutant("one-byte-beyond", "load-balancer", BALANCER + "LoadBalancerStage.java",
            "arp + ARP_LENGTH <= frames.length(frame)", "arp + ARP_LENGTH - 1 <= frames.length(frame)",
            HOSTILE),
        new Mutant("reads-before-it-asks", GoodExtensions.CAPTURING, COUNTER,
            "batch.wireLength(batch.frame(k))", "batch.u16(batch.frame(k), 16)",
            HOSTILE),
        new Mutant("any-icmp-is-there", GoodExtensions.FILTERING, NO_PING,
            "&& icmp >= 0 && icmp < frames.length(frame) && ", "&& ",
            HOSTILE),
        new Mutant("length-not-compared", "org.signalbox.example.marker", MARKER,
            " && mark.offset() < frames.length(frame)", "",
            CONSERVATION),
        new Mutant("reason-of-its-own-number", GoodExtensions.FILTERING, NO_PING,
            "actions.drop(frame, reason);", "actions.drop(frame, ECHO_REQUEST);",
            CONSERVATION),
        new Mutant("reason-without-a-rule", GoodExtensions.FILTERING, NO_PING,
            "context.dropReason(\"echo\", ", "context.dropReason(\"\", ",
            CONSERVATION),
        new Mutant("room-for-ipv4-alone", "tarpit", TARPIT + "TcpAnswer.java",
            "LONGEST = 14 + 40 + 20;", "LONGEST = 14 + 20 + 20;",
            CONSERVATION),
        new Mutant("answers-in-vlan-1", "mac-swap", MAC_SWAP + "MacSwapStage.java",
            "port, frames.vlan(frame));", "port, 1);",
            LIMITS),
        new Mutant("clones-while-there-is-room", GoodExtensions.FILTERING, NO_PING,
            "actions.drop(frame, reason);",
            "while (actions.cloneFrame(frame) >= 0) {\n                            // once more\n"
                + "                        }",
            LIMITS),
        new Mutant("back-to-the-source", GoodExtensions.FORWARDING, HUB,
            "actions.flood(frames.frame(k));", "actions.to(frames.frame(k), frames.sourcePort(frames.frame(k)));",
            LIMITS),
        new Mutant("no-destination-for-ipv6", GoodExtensions.FORWARDING, HUB,
            "actions.flood(frames.frame(k));",
            "if (frames.ipVersion(frames.frame(k)) != 6) {\n                        "
                + "actions.flood(frames.frame(k));\n                    }",
            LIMITS),
        new Mutant("checksum-not-updated", GoodExtensions.FILTERING, NO_PING,
            "actions.drop(frame, reason);", "actions.setU8(frame, frames.transportOffset(frame), 0);",
            BYTES),
        new Mutant("checksum-updated-wrongly", "tarpit", TARPIT + "TcpAnswer.java",
            "acknowledgement, flags, WINDOW).build(memory, 0);",
            "acknowledgement, flags, WINDOW).checksum(0xFFFF).build(memory, 0);",
            BYTES),
        new Mutant("sequence-by-the-clock", "tarpit", TARPIT + "TcpAnswer.java",
            "frames.i32(frame, frames.transportOffset(frame))) * SPREAD;",
            "frames.i32(frame, frames.transportOffset(frame))) * SPREAD + (int) System.nanoTime();",
            DETERMINISM),
        new Mutant("backend-by-chance", "load-balancer", BALANCER + "Backends.java",
            "FlowKeys.mix(seeds[k], key);", "FlowKeys.mix(seeds[k], new java.util.Random().nextLong());",
            DETERMINISM),
        new Mutant("answers-behind-the-batch", "mac-swap", MAC_SWAP + "MacSwapStage.java",
            "actions.inject(frame, answer, ", "actions.inject(answer, ",
            DETERMINISM),
        new Mutant("stateless-and-counts", "meter", METER + "MeterExtension.java",
            "    @Override\n    public FilteringStage create(",
            "    @Override\n    public boolean isStateless() {\n        return true;\n    }\n\n"
                + "    @Override\n    public FilteringStage create(",
            HONESTY),
        new Mutant("reason-for-each-sender", GoodExtensions.FILTERING, NO_PING,
            "actions.drop(frame, reason);",
            "actions.drop(frame, context.dropReason(\"echo\", \"no ping of \" + frames.ipv4Source(frame)));",
            REASONS),
        new Mutant("words-for-each-sender", "mac-swap", MAC_SWAP + "MacSwapStage.java",
            "\"came with its addresses the other way round\"",
            "\"came from \" + Long.toHexString(frames.sourceMac(frame))",
            REASONS),
        new Mutant("policies-of-all-switches", "tarpit", TARPIT + "TarpitStage.java",
            "    private BitSet[] pits", "    private static BitSet[] pits",
            APART),
        new Mutant("policy-that-stays", "org.signalbox.example.marker", MARKER,
            "marks[port.index()] = (Mark) policy;",
            "marks[port.index()] = policy == null ? marks[port.index()] : (Mark) policy;",
            PORTS),
        new Mutant("half-of-a-policy-stays", "load-balancer", BALANCER + "LoadBalancerStage.java",
            "int room = SMALLEST;\n        mac = NOBODY;", "int room = SMALLEST;",
            PORTS),
        new Mutant("port-that-stays", "load-balancer", BALANCER + "LoadBalancerStage.java",
            "public void portRemoved(final StagePort port) {\n        disconnect(port);",
            "public void portRemoved(final StagePort port) {",
            PORTS),
        new Mutant("counts-of-another-port", "observer", OBSERVER + "ObserverStage.java",
            "        put(port.index(), null);\n", "",
            PORTS),
        new Mutant("always-a-source-port", "org.signalbox.extension.filtering", ACL + "FilterStage.java",
            "final PassFilter filter = source < 0 ? null : filters[source];",
            "final PassFilter filter = filters[source];", PORTS),
        new Mutant("close-of-ports-without-a-policy", "meter", METER + "MeterStage.java",
            "        closed.accept(this);",
            "        for (final Meter meter : ports) {\n            meter.save();\n        }\n"
                + "        closed.accept(this);",
            PORTS),
        new Mutant("saving-starts-anew", "meter", METER + "Meter.java",
            "data.putLong(counter.get(figure));",
            "data.putLong(counter.get(figure));\n                counter.add(figure, -counter.get(figure));",
            STATE),
        new Mutant("restore-forgets-times", "load-balancer", BALANCER + "FlowTable.java",
            "put(data.getLong(), port, data.getLong());", "put(data.getLong(), port, data.getLong() * 0);",
            STATE),
        new Mutant("restore-of-half-a-state", "meter", METER + "Meter.java",
            "if (length < 0 || data.remaining() < length + Counter.FIGURES * Long.BYTES) {", "if (length < 0) {",
            STATE),
        new Mutant("restore-of-any-version", "observer", OBSERVER + "PortCounts.java",
            "state.version() != VERSION || ", "",
            STATE),
        new Mutant("buffer-for-each-frame", "mac-swap", MAC_SWAP + "MacSwapStage.java",
            "if (length > bytes.length) {", "if (length > 0) {",
            COST),
        new Mutant("remembers-all-frames", GoodExtensions.CAPTURING, COUNTER,
            """
                                length += batch.wireLength(batch.frame(k));
                            }
                            frames.add(batch.live());
                            bytes.add(length);
                        }
            """,
            """
                                length += batch.wireLength(batch.frame(k));
                                times.add(batch.timeNanos(batch.frame(k)));
                            }
                            frames.add(batch.live());
                            bytes.add(length);
                        }

                        private final java.util.List<Long> times = new java.util.ArrayList<>();
            """,
            COST),
        new Mutant("sleeps", GoodExtensions.FILTERING, NO_PING,
            "actions.drop(frame, reason);",
            "actions.drop(frame, reason);\n                        "
                + "java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);",
            COST),
        new Mutant("timer-that-stays", "top-talkers", "src/main/java/org/example/toptalkers/TopTalkersExtension.java",
            "    @Override\n    public CapturingStage create(",
            """
                private final java.util.Timer timer = new java.util.Timer("top-talkers", true);

                {
                    timer.schedule(new java.util.TimerTask() {
                        @Override
                        public void run() {
                            talkers();
                        }
                    }, 1_000, 1_000);
                }

                @Override
                public CapturingStage create(""",
            UNPLUG),
        new Mutant("lock-of-a-thread-that-keeps-it", GoodExtensions.CAPTURING, COUNTER,
            "                long length = 0;",
            """
                            long length = 0;
                            Thread.ofPlatform().daemon().start(() -> {
                                synchronized (frames) {
                                    java.util.concurrent.locks.LockSupport.parkNanos(Long.MAX_VALUE);
                                }
                            });
                            synchronized (frames) {
                                bytes.add(0);
                            }
            """.stripTrailing(),
            HOSTILE));

    private Mutants() {
    }
}
