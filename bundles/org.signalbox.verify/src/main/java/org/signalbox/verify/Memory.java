package org.signalbox.verify;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What is used of the process's memory. */
final class Memory {
    private Memory() {
    }

    /** Bytes that are still reachable in the heap, and those of direct buffers. */
    static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + ofBuffers();
    }

    /** Bytes of direct buffers. Those of arenas nobody counts. */
    static long ofBuffers() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}
