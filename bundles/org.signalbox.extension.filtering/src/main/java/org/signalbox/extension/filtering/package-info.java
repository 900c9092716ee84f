/**
 * Port access lists, extended access lists and guards as a filtering extension: SEMANTICS of Microsoft's
 * {@code Add-VMNetworkAdapterAcl}, {@code Add-VMNetworkAdapterExtendedAcl} and {@code Set-VMNetworkAdapter -DhcpGuard
 * -RouterGuard}. Inbound is towards the machine, and so the egress pass at its port; outbound is from the machine, the
 * ingress pass.
 */
package org.signalbox.extension.filtering;
