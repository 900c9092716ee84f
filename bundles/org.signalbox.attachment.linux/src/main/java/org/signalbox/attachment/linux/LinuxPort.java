package org.signalbox.attachment.linux;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

import org.signalbox.vswitch.LinkState;
import org.signalbox.vswitch.attachment.Attachment;
import org.signalbox.vswitch.attachment.AttachmentContext;
import org.signalbox.vswitch.attachment.ReceiveBuffer;

/**
 * A port with an interface of the kernel behind it, which may go and come again. {@link #tend} opens the device and
 * offers it; the worker takes it from there at its next call, and lets go of it when it is offered none. Only then is
 * it closed, so no call of the worker meets a device that is gone.
 */
final class LinuxPort implements Attachment, Device.Listener {
    private final Opener opener;
    private final Namespace namespace;
    private final boolean offload;
    private final AttachmentContext context;
    private final Interfaces interfaces;
    private final AtomicBoolean asked = new AtomicBoolean();
    // written by tend() and close(), which hold the lock
    private volatile Device offered;
    private Device leaving;
    private Optional<Object> home = Optional.empty();
    private String reason = "";
    private boolean closed;
    // written by the worker
    private volatile Device held;
    private long nowNanos = Long.MIN_VALUE;

    /** How a kind of device is opened; by the thread that looks after interfaces. */
    @FunctionalInterface
    interface Opener {
        Device open(Readiness readiness, Device.Listener listener) throws LinuxException;
    }

    /**
     * @param namespace where the interface is, see {@link Namespace#of}
     * @param offload   whether frames may be handed to the kernel unfinished
     */
    LinuxPort(final Opener opener, final Optional<String> namespace, final boolean offload,
            final AttachmentContext context, final Interfaces interfaces) {
        this.opener = opener;
        this.namespace = Namespace.of(namespace);
        this.offload = offload;
        this.context = context;
        this.interfaces = interfaces;
        say(LinkState.DOWN, "opens the interface");
    }

    /** Opens the device, sees whether it still is of use, or closes it: what there is to do. */
    synchronized void tend() {
        asked.set(false);
        if (closed || isHeldThoughLeaving()) {
            return;
        }
        final Device device = offered;
        try {
            if (device == null) {
                home = namespace.identity();
                offered = opener.open(interfaces.readiness(), this);
                report(offered);
            } else if (home.equals(namespace.identity())) {
                report(device);
            } else {
                leave("the network namespace " + namespace.file().orElseThrow() + " was removed");
            }
        } catch (final LinuxException e) {
            leave(e.getMessage());
        }
        context.wake();
    }

    /** Whether the worker still has to let go of a device; once it has, this closes it. */
    private boolean isHeldThoughLeaving() {
        if (leaving != null && held == leaving) {
            context.wake();
            return true;
        }
        if (leaving != null) {
            leaving.close();
            leaving = null;
        }
        return false;
    }

    private void report(final Device device) throws LinuxException {
        final String obstacle = device.obstacle();
        say(obstacle.isEmpty() ? LinkState.UP : LinkState.DOWN, obstacle.isEmpty() ? device.description() : obstacle);
    }

    private void leave(final String why) {
        leaving = offered;
        offered = null;
        say(LinkState.DOWN, why);
    }

    private void say(final LinkState link, final String why) {
        if (!why.equals(reason)) {
            reason = why;
            context.status(link, why);
        }
    }

    @Override
    public void ready() {
        context.wake();
    }

    @Override
    public void lost(final int frames, final String why) {
        context.lost(frames, why);
    }

    @Override
    public void failed() {
        if (asked.compareAndSet(false, true)) {
            interfaces.tendSoon(this);
        }
    }

    /** The device that the worker may use during its call. */
    // what is held is made known before it is used, and used only if it still is on offer then
    private Device device() {
        Device device = offered;
        while (device != held) {
            if (held != null) {
                letGo(held);
            }
            held = device;
            device = offered;
        }
        return device;
    }

    /** What the device had not sent is lost with it, as with a cable that is pulled. */
    private void letGo(final Device device) {
        final int waiting = device.pending();
        if (waiting > 0) {
            lost(waiting, "waiting when the interface went");
        }
        device.release();
        failed();
    }

    @Override
    public void receive(final ReceiveBuffer buffer, final long now) {
        nowNanos = now;
        final Device device = device();
        if (device != null) {
            device.receive(buffer);
        }
    }

    @Override
    public boolean takesOffloads() {
        return offload;
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long now) {
        return transmit(memory, offset, length, wireLength, 0, now);
    }

    @Override
    public boolean transmit(final MemorySegment memory, final long offset, final int length, final int wireLength,
            final long leftToDo, final long now) {
        final Device device = device();
        return device != null && device.transmit(memory, offset, length, leftToDo);
    }

    @Override
    public void flush() {
        final Device device = device();
        if (device != null) {
            device.flush();
        }
    }

    @Override
    public long pending() {
        final Device device = held;
        return device == null ? 0 : device.pending();
    }

    @Override
    public long nextPollNanos() {
        final Device device = offered;
        if (device != held) {
            return nowNanos;
        }
        if (device != null) {
            device.sleep();
        }
        return Long.MAX_VALUE;
    }

    @Override
    public void release() {
        final Device device = held;
        if (device != null) {
            device.release();
        }
    }

    @Override
    public void close() {
        interfaces.forget(this);
        synchronized (this) {
            closed = true;
            if (leaving != null) {
                leaving.close();
            }
            if (offered != null) {
                offered.close();
            }
        }
    }
}
