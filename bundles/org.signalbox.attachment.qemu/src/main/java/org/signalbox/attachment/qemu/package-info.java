/** Real virtual machines over QEMU's stream protocol on a Unix socket. */
package org.signalbox.attachment.qemu;
