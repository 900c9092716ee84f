/**
 * The small program that asks running processes of the product for captures: for {@code signalbox capture} and as an
 * extcap of Wireshark. It needs nothing but this package and the Java library, so that it starts at once.
 */
package org.signalbox.extension.tracing.live.client;
