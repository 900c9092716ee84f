package org.signalbox.attachment.lab;

import org.signalbox.frame.IpAddress;

/** What tells TCP connections apart. */
record Endpoints(IpAddress local, int localPort, IpAddress remote, int remotePort) {
}
