package org.signalbox.verify;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;

/** What is used of the process's memory. */
final class Memory {
    private Memory() {
    }

    /** Bytes that are still reachable in the heap, and those outside. */
    static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + outside();
    }

    /** Bytes outside of the heap: of arenas and of direct buffers. */
    static long outside() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct")).mapToLong(BufferPoolMXBean::getMemoryUsed).sum();
    }
}
